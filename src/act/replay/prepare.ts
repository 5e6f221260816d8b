import type { CaseFile } from '../../diagnose/contract.ts';
import { sharedCacheTrace } from '../../diagnose/facts/shared-cache.ts';
import { disguisedRefusal } from '../../diagnose/watch/disguise.ts';
import { headerValue } from '../../http/header-list.ts';
import { isSuccess } from '../../http/status.ts';
import type { Consent, Correction, Outcome, Without } from '../../messages/acts.ts';
import type { PageRequest } from '../../messages/protocol.ts';
import { type Exchange, type ExchangeId, requestHeaders } from '../../record/exchange.ts';
import { isRefusal } from '../../record/refusal.ts';
import { say } from '../../texts/say.ts';
import { openCase, readTimeout, whyNotAllowed } from '../case.ts';
import { ActFailure } from '../failure.ts';
import { pastCaches } from '../read-target.ts';
import type { Reading, Running } from '../running.ts';
import { timedBy } from '../served-by.ts';
import { carriedOver } from '../token/correct.ts';
import { answered } from './answered.ts';
import { asksOf } from './asks.ts';
import { prepareCreate } from './create.ts';
import { learn } from './learn.ts';
import { notCarried, type Preparing, refuse } from './preparing.ts';
import { isRace, refusedByCause, refusedByRead, refusedByRequest } from './refusals.ts';
import { prepareRepeat } from './repeat.ts';
import { knownAs, notTheResource } from './the-resource.ts';
import { prepareUpdate } from './update.ts';
import { dateSettles, isYoungDate } from './young-date.ts';

/**
 * Reads the resource anew, learns where its version token travels, merges, and keeps the plan for “Send”. Changes nothing on the server.
 * Refuses, with the reason as a sentence, whatever could destroy somebody's work or cannot help.
 */
export async function prepareReplay(
  running: Running,
  conflict: ExchangeId,
  accepted: readonly Consent[],
  corrections: readonly Correction[] = [],
  without: Without | null = null,
): Promise<Outcome> {
  const { store, diagnose } = running.deps;
  running.step(say`Looking at the refused save.`);
  const stored = await store.exchange(conflict).catch(() => null);
  // What the save itself forbids is a reason to read, before its address is asked.
  const forbidden = stored ? refusedByRequest(await asSent(running, stored)) : null;
  if (forbidden !== null) return refuse(forbidden);
  const opened = await openCase(running, conflict);
  const { target, asThePage } = opened;
  const refused = await asSent(running, stored ?? opened.file.refusal);
  const before = refusedByRequest(refused) ?? refusedByCause(diagnose(opened.file));
  if (before !== null) return refuse(before);
  const lastRound = await refusedLastRound(running, opened.file);
  if (lastRound !== null) return refuse(lastRound);

  running.step(say`Reading what the server holds now.`);
  const request: PageRequest = {
    method: 'GET',
    url: target.url,
    headers: asThePage.headers,
    body: null,
    cache: 'no-store',
    credentials: target.credentials,
    ...pageOf(refused),
    timeout: readTimeout,
  };
  const reading = await running.read(request, {
    conflict,
    role: 'replay-read',
    note: say`the newest version`,
    crossOrigin: target.crossOrigin,
  });
  const { status, truncated } = reading.answer;
  const notAllowed = whyNotAllowed(status, asThePage.lost);
  if (notAllowed !== null) throw new ActFailure(notAllowed);
  if (reading.exchange === null)
    throw new ActFailure(
      say`The fresh read could not be recorded, because the browser’s storage refuses. Make room on the disk, then try again.`,
    );

  // The fresh read may have shown what the first diagnosis could not know.
  const file = (await store.caseFile(conflict)) ?? opened.file;
  const findings = diagnose(file);
  const after = refusedByCause(findings);
  if (after !== null) return refuse(after);

  const context: Preparing = {
    running,
    opened,
    file,
    refused,
    findings,
    accepted,
    corrections,
    without,
    fresh: reading.exchange,
    ...(reading.answer.pageOrigin === undefined ? {} : { pageOrigin: reading.answer.pageOrigin }),
  };
  // Addresses that only take a POST have nothing to read, and nothing is gone there.
  if (!isSuccess(status) && target.like === null && refused.method.toUpperCase() === 'POST')
    return (
      (await prepareRepeat(context, null)) ??
      refuse(
        say`Nothing can be read at this address (${status}), so there is no version to bring up to date. Save again in the page.`,
      )
    );
  if (status === 404 || status === 410) return prepareCreate(context, status);
  if (!isSuccess(status))
    throw new ActFailure(
      say`The resource could not be read: the server answered ${status}. Without its newest version nothing can be merged. Load the page anew and try again.`,
    );
  if (truncated)
    return refuse(say`The resource is longer than 2 MB, which is more than Resave merges. Save again in the page.`);

  const known = await knownAs(running, target.like, refused);
  const strange = notTheResource(request.url, reading.answer, known);
  if (strange !== null)
    throw new ActFailure(
      say`What the server holds could not be read: ${strange}. You may have been signed out. Sign in again in the page, look whether it loads, then repeat this.`,
    );

  running.step(say`Comparing your save with it.`);
  const judge = async (context: Preparing, request: PageRequest, reading: Reading) => {
    const fresh = await answered(running, request, reading);
    const { words, dropped } = carriedOver(corrections, fresh);
    const said = { corrections: words, knowsUnseen: accepted.includes('unseen-version') };
    const asks = asksOf(running, { conflict, crossOrigin: target.crossOrigin }, request, reading, fresh);
    const learnt = await learn(running, context.file, refused, fresh, isRace(context.findings), said, asks);
    return { fresh, learnt, context: { ...context, dropped } };
  };
  const byRead = refusedByRead(reading.answer.headers, refused);
  if (byRead !== null) return refuse(byRead);
  /** One more read, judged like the first; null where it brought nothing that can be merged with. */
  const again = async (more: PageRequest, note: string, past: boolean) => {
    const { result, exchange } = await running.send(more, {
      conflict,
      role: 'replay-read',
      note,
      crossOrigin: target.crossOrigin,
    });
    running.checkpoint();
    const isRead = result.ok && isSuccess(result.status) && !result.truncated;
    if (!isRead || exchange === null || notTheResource(more.url, result, known) !== null) return null;
    const now = { ...context, file: (await store.caseFile(conflict)) ?? file, fresh: exchange, past };
    return judge(now, more, { exchange, answer: result, by: timedBy(result.timing) });
  };
  let first = await judge(context, request, reading);
  if (first.learnt.ok && isYoungDate(first.learnt.token, first.fresh)) {
    running.step(say`Waiting for a second, because dates count seconds, and reading again.`);
    await running.deps.clock.sleep(dateSettles);
    const settled = await again(request, say`the newest version`, false);
    if (settled === null)
      throw new ActFailure(say`The resource could not be read once more, so nothing can be merged. Try again.`);
    first = settled;
  }
  const { fresh, learnt } = first;
  if (learnt.ok) return prepareUpdate(first.context, learnt, fresh);
  if (learnt.code === 'not-read') {
    running.step(say`Reading past the caches on the way.`);
    const past = { ...request, url: pastCaches(target.url) };
    const second = await again(past, say`past the caches on the way`, true);
    if (second?.learnt.ok && sharedCacheTrace(second.fresh) === null)
      return prepareUpdate(second.context, second.learnt, second.fresh);
  }
  const repeat = learnt.code === 'no-token' ? await prepareRepeat(context, fresh) : null;
  return (
    repeat ?? refuse(learnt.reason + notCarried(first.context), learnt.unseen ? 'unseen-version' : null, learnt.shown)
  );
}

/**
 * The page that sent the save, where that is known for sure: browsers name it with every write (Fetch Standard, `Origin`).
 * A frame's save is sent from the tab's page, as far as that may.
 */
function pageOf(refused: Exchange): Pick<PageRequest, 'pageOrigin'> {
  const pageOrigin = headerValue(requestHeaders(refused), 'origin')?.trim() ?? '';
  return /^https?:/.test(pageOrigin) && (refused.frameId ?? 0) === 0 ? { pageOrigin } : {};
}

/** The save with the secrets of its body, where memory still has them. */
async function asSent(running: Running, stored: Exchange): Promise<Exchange> {
  const { requestBody } = stored;
  if (requestBody.state !== 'kept' || !requestBody.redacted || requestBody.truncated) return stored;
  const data = await running.deps.savedBody(stored.id);
  return data === null
    ? stored
    : { ...stored, requestBody: { ...requestBody, data, length: data.length, redacted: false } };
}

/**
 * A round may be refused for another reason than the save was: Azure's blobs look at the tag first and at a lease after it
 * (Azurite 3.35). A fresh token does not help then either.
 */
async function refusedLastRound({ deps }: Running, { refusal, history }: CaseFile): Promise<string | null> {
  const last = history.findLast((x) => x.parent?.role === 'replay-send' && x.parent.id === refusal.id);
  if (last === undefined || !(isRefusal(last.status) || disguisedRefusal(last) !== null)) return null;
  const file = await deps.store.caseFile(last.id);
  return file ? refusedByCause(deps.diagnose(file)) : null;
}
