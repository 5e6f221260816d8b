import { type HeaderList, headerValue } from '../../http/header-list.ts';
import { type Exchange, requestHeaders, responseHeaders } from '../../record/exchange.ts';
import { isRefusal } from '../../record/refusal.ts';
import { hasRedaction } from '../../record/tag.ts';

/** Fields in which a refusal hands over what the next request must carry (Transmission's RPC, Django, Rails, TRAC; names of their own). */
const handing =
  /^(x-)?([\w-]+-)?(session-(id|token)|csrf(-token)?|xsrf(-token)?|anti-?forgery(-token)?|transaction-token|write-token)$/i;

/** Whether an answer with this status may hand such a field over. */
export function mayHandOver(status: number | null | undefined, name: string): boolean {
  return (isRefusal(status ?? null) || status === 403) && name.length <= 100 && handing.test(name);
}

/**
 * The header field that the refusal hands over and the save did not carry, with its value; null where there is none, or its value,
 * which never reaches the disk, is no longer in memory.
 * @param secrets the newest secrets of the page’s origin, by lower-case name
 */
export function handedField(refused: Exchange, secrets: HeaderList): readonly [name: string, value: string] | null {
  for (const [name, value] of responseHeaders(refused) ?? []) {
    if (!mayHandOver(refused.status, name) || value.trim() === '') continue;
    // Where both are redacted, the same tag stands for the same value.
    if (headerValue(requestHeaders(refused), name)?.trim() === value.trim()) continue;
    if (!hasRedaction(value)) return [name, value.trim()];
    const kept = secrets.find(([other]) => other.toLowerCase() === name.toLowerCase());
    if (kept !== undefined) return [name, kept[1]];
  }
  return null;
}
