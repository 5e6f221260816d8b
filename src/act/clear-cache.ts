import { headerValue } from '../http/header-list.ts';
import { originOf } from '../http/resource.ts';
import type { Outcome, Served } from '../messages/acts.ts';
import type { Forgotten, PageRequest } from '../messages/protocol.ts';
import type { ExchangeId } from '../record/exchange.ts';
import { say } from '../texts/say.ts';
import { openCase, readTimeout, whyNotAllowed } from './case.ts';
import { ActFailure, whyNoAnswer } from './failure.ts';
import type { Reading, Running } from './running.ts';
import { inWords, servedOf } from './served-by.ts';

/**
 * Clears what the browser keeps of the resource (or of the resource's site) and proves it by a read before and one after.
 * One resource: `fetch` with `cache: 'reload'` in the page replaces the entry that the page's other reads get (Chromium 156;
 * from the extension's worker it would not, and `no-store` does not).
 */
export async function clearCache(
  running: Running,
  act: 'clear-resource' | 'clear-site' | 'clear-browser',
  conflict: ExchangeId,
): Promise<Outcome> {
  const { target, asThePage } = await openCase(running, conflict);
  const request = (cache: PageRequest['cache']): PageRequest => ({
    method: 'GET',
    url: target.url,
    headers: asThePage.headers,
    body: null,
    cache,
    credentials: target.credentials,
    timeout: readTimeout,
  });
  const read = async (cache: PageRequest['cache'], note: string): Promise<Reading> => {
    const reading = await running.read(request(cache), {
      conflict,
      role: 'clear-read',
      note,
      crossOrigin: target.crossOrigin,
    });
    const refused = whyNotAllowed(reading.answer.status, asThePage.lost);
    if (refused !== null) throw new ActFailure(refused);
    return reading;
  };

  running.step(say`Reading what the page gets now.`);
  const before = await read('default', 'before');
  const cleared: string[] = [];
  // What was emptied as a whole cannot give the read afterwards.
  let emptied = false;
  if (act === 'clear-browser') {
    running.step(say`Clearing the whole browser’s cache.`);
    cleared.push(...(await forget(running, target.url)), await clearedAll(running));
    emptied = true;
  } else if (act === 'clear-site') {
    running.step(say`Clearing the site’s cache.`);
    const lines = await clearedBySite(running, originOf(target.url));
    emptied = lines !== null;
    // Where the browser cannot clear one site, the page can at least forget all that its own origin keeps.
    cleared.push(...(lines ?? []), ...(await forget(running, lines === null ? null : target.url)));
    if (lines === null) {
      await read('reload', 'reload');
      cleared.push(entryOf(target.url));
    }
  } else {
    running.step(say`Clearing the resource’s entries.`);
    cleared.push(...(await forget(running, target.url)));
    await read('reload', 'reload');
    cleared.push(entryOf(target.url));
  }
  running.step(say`Reading what the page gets after it.`);
  const after = await read('default', 'after');
  const [was, is] = [servedOf(before, await running.servedBy(before)), servedOf(after, await running.servedBy(after))];
  if (emptied && is.by === 'http-cache')
    throw new ActFailure(
      say`The browser says that it cleared its cache, but a read after it still came from there: ${inWords(is)}. Take it as not cleared.`,
    );
  const wholeSite = act === 'clear-resource' || !cleared.includes(entryOf(target.url));
  return {
    act,
    outcome: 'cleared',
    sentence: proof(was, is, after, wholeSite),
    cleared,
    before: was,
    after: is,
  };
}

/** The page gives these names, UTF-16 units. */
const longestName = 200;

async function clearedBySite(running: Running, origin: string): Promise<readonly string[] | null> {
  try {
    return await running.deps.clearSite(origin);
  } catch {
    throw new ActFailure(
      say`The browser refused to clear the site’s cache. Clear it by hand in the browser’s settings, under site data.`,
    );
  }
}

async function clearedAll(running: Running): Promise<string> {
  let done = false;
  try {
    done = await running.deps.clearBrowser();
  } catch {
    throw new ActFailure(say`The browser refused to clear its cache. Clear it by hand in the browser’s settings.`);
  }
  if (!done)
    throw new ActFailure(say`This browser can clear one site’s cache. Use that, so that other sites keep theirs.`);
  return say`HTTP cache of every site in this browser`;
}

async function forget(running: Running, url: string | null): Promise<readonly string[]> {
  running.checkpoint();
  const result = await running.deps.runInPage(running.tabId, { task: 'forget', url }, running.signal);
  running.checkpoint();
  if ('forgotten' in result) return result.forgotten.map(forgottenWords);
  if (!result.ok && result.why !== 'network') throw new ActFailure(whyNoAnswer(result, false));
  // The page may not use its cache storage (sandboxed frame, no secure context): then there is nothing of it to clear.
  return [];
}

function forgottenWords({ what, name }: Forgotten): string {
  const short = name.slice(0, longestName);
  if (what === 'worker') return say`service worker of ${short}`;
  return what === 'entry' ? say`entry in cache storage “${short}”` : say`cache storage “${short}”`;
}

function entryOf(url: string): string {
  return say`browser’s entry for ${url}`;
}

/** What the two reads prove. Never more than they show. */
export function proof(before: Served, after: Served, last: Reading, wholeSite: boolean): string {
  const partly = wholeSite
    ? ''
    : ` ${say`This browser cannot clear the HTTP cache of one site alone, so only this resource’s entry was replaced.`}`;
  const shared = sharedCache(last);
  const was = inWords(before);
  const is = inWords(after);
  const changed = before.etag !== after.etag || before.lastModified !== after.lastModified;
  if (shared !== null)
    return `${say`The browser’s copy was replaced. Before: ${was}. After: ${is}. But a shared cache between here and the server answered (${shared}), and clearing the browser does not reach it.`}${partly}`;
  if (changed && before.by === 'http-cache')
    return `${say`The stale copy is gone. Before: ${was}. After: ${is}.`}${partly}`;
  if (changed) return `${say`The page now gets another version than before. Before: ${was}. After: ${is}.`}${partly}`;
  if (before.etag === null && before.lastModified === null)
    return `${say`The browser’s copy was replaced. Before: ${was}. After: ${is}. Without a validator the two cannot be told apart.`}${partly}`;
  return `${say`The browser’s copy was replaced, and it was not stale: the server’s own has the same validator. Before: ${was}. After: ${is}.`}${partly}`;
}

/** The header field by which a shared cache says that it answered, or null (RFC 9111 §5.1; the others are vendors'). */
function sharedCache({ answer }: Reading): string | null {
  const age = headerValue(answer.headers, 'age');
  if (age !== null && Number(age) > 0) return `Age: ${age}`;
  for (const name of ['x-cache', 'cf-cache-status', 'x-cache-status']) {
    const value = headerValue(answer.headers, name);
    if (value !== null && /\bHIT\b/i.test(value)) return `${name}: ${value}`;
  }
  return null;
}
