/**
 * A short keyed tag of a secret: the same secret under the same key gives the same tag, so that a change of it can be noticed,
 * and 16 bits of a hash under a key that is made anew for each browser session and never written to disk tell nothing of it.
 */
export function secretTag(key: string, value: string): string {
  // Two rounds of a 32-bit multiply-and-xor hash, the key before and after. Not a signature: only equality matters here.
  let hash = mix(0x811c9dc5, key);
  hash = mix(hash, value);
  hash = mix(hash ^ value.length, key);
  hash ^= hash >>> 15;
  hash = Math.imul(hash, 0x2c1b3c6d);
  hash ^= hash >>> 13;
  return ((hash ^ (hash >>> 16)) & 0xffff).toString(16).padStart(4, '0');
}

function mix(seed: number, text: string): number {
  let hash = seed;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash;
}

/** What stands in place of a secret. What stands there already stays, so that redacting twice tells no change. */
export function redacted(key: string, value: string): string {
  return `‹redacted #${markIn(value) ?? secretTag(key, value)}›`;
}

/** As it is written, in JSON's quotes, or encoded as in a form. */
const mark = /^"?(?:‹|%E2%80%B9)redacted(?: |%20|\+)(?:#|%23)([0-9a-f]{4})(?:›|%E2%80%BA)"?$/i;

function markIn(value: string): string | null {
  return value.length > 60 ? null : (mark.exec(value)?.[1] ?? null);
}

/** Whether a text has a place where a secret was. */
export function hasRedaction(text: string): boolean {
  return text.includes('‹redacted #');
}
