import { headerValue } from '../../http/header-list.ts';
import { type Exchange, requestHeaders } from '../../record/exchange.ts';
import { say } from '../../texts/say.ts';
import { defineFact, isMissingValue, missing } from '../define.ts';
import type { CarriedToken } from '../refusal/request-tokens.ts';
import { carried } from './carried.ts';
import { answerValues, bodyValues } from './json-values.ts';
import { traffic } from './traffic.ts';

/** The version that the save claimed to be based on. */
export type SentToken = {
  /** As panel.md spells it: `header:If-Match`, `body:$._rev`, `query:rev`. */
  readonly carrier: string;
  /** The version that it names. Where the server wants the next number, the one before what was sent. */
  readonly value: string;
  /** As the page set it, where that was seen apart from the wire; else the same. */
  readonly setByPage: string;
  /** The save carried this version plus one, as some servers want it. */
  readonly next: boolean;
};

/** What pages put into a token field when they have none. */
const placeholder = /^["']*(null|undefined|nan|\[object object\]|)["']*$/i;

/** null: the save carried no version. `If-Match: *` names none (RFC 9110 §13.1.1). */
export const sentToken = defineFact<SentToken | null>('sent token', ({ refusal }, read) => {
  const [request, seen] = [read(carried), read(traffic)];
  if (isMissingValue(request)) return request;
  if (isMissingValue(seen)) return seen;
  if (requestHeaders(refusal) === null) return missing(say`The header fields of the refused save were not seen.`);
  const tokens = request.tokens.filter((token) => !placeholder.test(token.value) && token.value !== '*');
  const header = tokens.find((token) => /^header:if-(match|unmodified-since)$/i.test(token.carrier));
  const [token] = [
    header,
    ...tokens.filter((t) => t.certainty === 'sure'),
    ...tokens.filter((t) => stood(t, seen.reads)),
  ].filter((t) => t !== undefined);
  if (token === undefined) return nestedNumber(refusal, seen.reads);
  const before = versionBefore(token, seen.reads);
  const value = before ?? (/^header:if$/i.test(token.carrier) ? tagOfIf(token.value) : token.value.trim());
  const set = token.carrier.startsWith('header:') ? headerValue(refusal.headers.set, token.name)?.trim() : undefined;
  return { carrier: token.carrier, value, setByPage: set ?? value, next: before !== null };
});

/** A name that may mean other things counts where its value stood under the same name in what the page had read. */
function stood(token: CarriedToken, reads: readonly Exchange[]): boolean {
  return reads.some((x) => answerValues(x).some((v) => v.key === token.name && v.value === token.value));
}

/** Some servers want the current number plus one (`version.number`): the body's path holds one less in the last read. */
function versionBefore(token: CarriedToken, reads: readonly Exchange[]): string | null {
  const path = token.carrier.replace(/^body:/, '');
  if (path === token.carrier || !/^\d{1,15}$/.test(token.value)) return null;
  const seen = reads.flatMap((x) =>
    answerValues(x)
      .filter((v) => v.path === path)
      .map((v) => v.value),
  );
  const one = String(Number(token.value) - 1);
  return !seen.includes(token.value) && seen.at(-1) === one ? one : null;
}

/** `$.version.number`: a number below a member whose name speaks of versions, at the path where the page had read this or the one before. */
function nestedNumber(save: Exchange, reads: readonly Exchange[]): SentToken | null {
  for (const { path, value } of bodyValues(save.requestBody)) {
    if (!/\.(version|revision|rev|etag)\.[^.[]+$/i.test(path) || !/^\d{1,15}$/.test(value)) continue;
    const seen = reads.flatMap((x) =>
      answerValues(x)
        .filter((v) => v.path === path)
        .map((v) => v.value),
    );
    const next = !seen.includes(value) && seen.at(-1) === String(Number(value) - 1);
    if (!next && !seen.includes(value)) continue;
    const base = next ? String(Number(value) - 1) : value;
    return { carrier: `body:${path}`, value: base, setByPage: base, next };
  }
  return null;
}

/** The tag in WebDAV's `If: (["tag"])` (RFC 4918 §10.4). */
function tagOfIf(value: string): string {
  return /\[((?:W\/)?"[^"\]]*")\]/.exec(value)?.[1] ?? value.trim();
}
