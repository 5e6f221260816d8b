/** Longest text that is cut into words; the reason of a refusal stands at its beginning. */
const longestText = 4000;

/** A quoted name is somebody's data, never a reason: `Collection "locked" already exists` is about existing. */
const quoted = [
  ['"', '"'],
  ['`', '`'],
  ['“', '”'],
  ['«', '»'],
  ['‘', '’'],
] as const;

/** Stands for a quoted name, an address or a number that was taken out. */
export const name = '_';
/** Ends a sentence; no phrase reaches over it. */
export const stop = '.';

const shortForms: readonly (readonly [RegExp, string])[] = [
  [/\bcan[’']t\b|\bcan not\b/g, 'cannot'],
  [/\bwon[’']t\b/g, 'will not'],
  [/n[’']t\b/g, ' not'],
  [/\be-tag/g, 'etag'],
  [/\be-mail/g, 'email'],
  // What is asked for there is no operation that runs.
  [/\b(?:pull|merge) requests?\b/g, 'pullrequest'],
];

/** A quoted name that is itself about versions is kept: `"sha" wasn't supplied`. */
const tokenWord = /^(?:sha|etag|version|_?rev|revision|if-match|lock_?version|resource_?version)$/i;

/** Takes quoted names out of a sentence. A quote that does not close within 120 characters is an apostrophe or noise. */
function withoutNames(text: string): string {
  let out = '';
  for (let at = 0; at < text.length; at++) {
    const char = text.charAt(at);
    const pair = quoted.find(([open]) => open === char) ?? (opensApostrophe(text, at) ? (["'", "'"] as const) : null);
    const end = pair === null ? -1 : text.indexOf(pair[1], at + 1);
    if (pair !== null && end > at && end - at <= 120 && !tokenWord.test(text.slice(at + 1, end))) {
      out += ` ${name} `;
      at = end;
    } else out += char;
  }
  return out;
}

/** `'name'` quotes, the one in `Document's` does not. */
function opensApostrophe(text: string, at: number): boolean {
  return text.charAt(at) === "'" && !/[\p{L}\p{N}]/u.test(text.charAt(at - 1));
}

/** `AlreadyExists`, `HTTPConflict`, `lock_version` as separate words; `ETag` stays one. */
function splitCamel(text: string): string {
  return text
    .replace(/\bE[Tt]ag/g, 'etag')
    .replace(/ETag/g, ' etag')
    .replace(/([\p{Ll}\p{N}])(\p{Lu})/gu, '$1 $2')
    .replace(/(\p{Lu})(\p{Lu}\p{Ll})/gu, '$1 $2');
}

/**
 * A sentence as plain lower-case words with {@link stop} between sentences and {@link name} for quoted names and addresses.
 * Bounded: looks at the first 4000 characters.
 */
export function wordsOf(sentence: string): readonly string[] {
  let text = withoutNames(sentence.slice(0, longestText)).replace(/\b[a-z]{2,10}:\/\/[^\s]{1,500}/gi, ` ${name} `);
  text = splitCamel(text).toLowerCase();
  for (const [form, full] of shortForms) text = text.replace(form, full);
  text = text.replace(/[.;!?…。]+(?=\s|$)|[\r\n]+|。/g, ` ${stop} `);
  return text
    .split(/[^\p{L}\p{N}._]+|_(?=[\p{L}\p{N}])|(?<=[\p{L}\p{N}])_|(?<=[\p{L}\p{N}])\.(?=[\p{L}\p{N}])/u)
    .filter((word) => word !== '');
}

/** An identifier (`lock_version`, `x-ms-version`, `DuplicateKeyException`) as its lower-case words. */
export function wordsOfName(identifier: string): readonly string[] {
  return splitCamel(identifier.slice(0, 200))
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
}
