import type { CaseFile } from '../diagnose/contract.ts';
import type { HeaderList } from '../http/header-list.ts';
import { type Exchange, type ExchangeId, requestHeaders } from '../record/exchange.ts';
import { hasRedaction } from '../record/tag.ts';
import { say } from '../texts/say.ts';
import { ActFailure } from './failure.ts';
import { type ReadTarget, readTarget } from './read-target.ts';
import { isConditional, type Repeatable, repeatable } from './repeat-headers.ts';
import type { Running } from './running.ts';

/** What an act knows of its conflict before it sends anything. */
export type Case = {
  readonly file: CaseFile;
  readonly target: ReadTarget;
  /** How to read the resource as the page does. */
  readonly asThePage: Repeatable;
  /** The recorded header fields of a read that can be set again. */
  readonly repeat: (recorded: HeaderList) => Repeatable;
};

/** Milliseconds that a read may take; a slow server gets the time that a person would give it. */
export const readTimeout = 20_000;

/** @throws ActFailure where the conflict is no longer kept, or its URL cannot be asked again */
export async function openCase(running: Running, conflict: ExchangeId): Promise<Case> {
  let file: CaseFile | null | undefined;
  try {
    file = await running.deps.store.caseFile(conflict);
  } catch {
    throw new ActFailure(
      say`The recorded requests cannot be read: the browser does not let Resave use its database (a private window, or no room on the disk).`,
    );
  }
  if (file === null || file === undefined)
    throw new ActFailure(say`This conflict is no longer kept. Save again in the page to get a new one.`);
  const target = readTarget(file);
  if (!/^https?:$/.test(URL.canParse(target.url) ? new URL(target.url).protocol : ''))
    throw new ActFailure(say`Only addresses that begin with http or https can be asked again.`);
  if (hasRedaction(target.url) || hasRedaction(decodeURIComponentOr(target.url)))
    throw new ActFailure(
      say`The address holds a secret that is not kept, so Resave cannot ask it again. Load the page anew instead.`,
    );
  const like = target.like ?? file.refusal;
  const secrets = await running.secrets(like);
  const repeat = (recorded: HeaderList) =>
    repeatable(
      recorded.filter(([name]) => !isConditional(name)),
      secrets,
    );
  return { file, target, repeat, asThePage: repeat(headersOfRead(like)) };
}

function headersOfRead(like: Exchange): HeaderList {
  return (requestHeaders(like) ?? []).filter(([name]) => like.method === 'GET' || !describesContent(name));
}

/** A write’s fields that say nothing to a read. */
function describesContent(name: string): boolean {
  return /^(content-|idempotency-key$|x-http-method)/i.test(name);
}

function decodeURIComponentOr(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** 401 or 403 on a read for which a secret was missing: says so. */
export function whyNotAllowed(status: number, lost: readonly string[]): string | null {
  if ((status !== 401 && status !== 403) || lost.length === 0) return null;
  return say`The server answered ${status}: the page sends ${lost.join(', ')}, and Resave does not keep such secrets. Repeat the save in the page, then do this at once.`;
}
