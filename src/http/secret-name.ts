/**
 * Which names of header fields, parameters and JSON members stand for a secret. A name is read as words:
 * `csrfToken`, `csrf_token` and `X-CSRF-Token` are the same two. A name that speaks of a version is never a secret,
 * because without its value no conflict could be explained (`If-Match`, `_rev`, `X-If-State-Token`, `Lock-Token`, `pageToken`).
 */
const strong = new Set([
  'authorization',
  'cookie',
  'password',
  'passwd',
  'passphrase',
  'passcode',
  'pwd',
  'secret',
  'apikey',
  'authkey',
  'accesskey',
  'privatekey',
  'csrf',
  'xsrf',
  'csrfmiddlewaretoken',
  'authenticity',
  'credential',
  'credentials',
  'jwt',
  'bearer',
  'otp',
  'totp',
  'cvv',
  'cvc',
  'cvv2',
  'ssn',
  'iban',
  'cardnumber',
  'phpsessid',
  'jsessionid',
  'sessionid',
  'sessid',
  'sid',
  'accesstoken',
  'refreshtoken',
  'idtoken',
  'authtoken',
  'xauth',
  'signature',
  // A shared access signature (Azure) stands in the address and is all that it takes to read and write.
  'sig',
]);

/** Two words that are a secret only together. */
const pairs: readonly (readonly [string, string])[] = [
  ['api', 'key'],
  ['access', 'key'],
  ['private', 'key'],
  ['auth', 'key'],
  ['subscription', 'key'],
  ['session', 'id'],
  ['session', 'key'],
  ['session', 'token'],
  ['session', 'cookie'],
  ['card', 'number'],
  ['security', 'code'],
  ['x', 'session'],
  ['x', 'auth'],
  ['proxy', 'authenticate'],
  ['amz', 'signature'],
  ['amz', 'credential'],
];

/** Beside one of these, `token` is where somebody stands in a list or a history, and no secret. */
const harmless = new Set([
  'version',
  'versions',
  'rev',
  'revision',
  'etag',
  'sha',
  'generation',
  'lock',
  'state',
  'sync',
  'page',
  'next',
  'concurrency',
  'continuation',
  'change',
  'cursor',
  'delta',
  'match',
  'max',
  'count',
  'total',
  'type',
]);
const versions = new Set(['version', 'rev', 'revision', 'etag', 'sha', 'generation', 'match', 'since']);

/** Longest name that is looked at; hostile names are not worth more. */
const longest = 200;

/** The words of a name, lower case: at changes of case and at anything that is no letter or digit. */
export function wordsOf(name: string): string[] {
  const words: string[] = [];
  let word = '';
  let lower = false;
  for (const c of name.slice(0, longest)) {
    const isUpper = c >= 'A' && c <= 'Z';
    const isWord = isUpper || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    if (!isWord || (isUpper && lower)) {
      if (word !== '') words.push(word);
      word = '';
    }
    if (isWord) word += c.toLowerCase();
    lower = isWord && !isUpper;
  }
  if (word !== '') words.push(word);
  return words;
}

/** Whether the name speaks of a version: its value is what a server compares and is never taken out. */
export function isVersionName(name: string): boolean {
  const words = wordsOf(name);
  return (
    words.some((word) => versions.has(word)) || (words.includes('token') && words.some((word) => harmless.has(word)))
  );
}

/** Whether the value under this name must not reach the disk. */
export function isSecretName(name: string): boolean {
  const words = wordsOf(name);
  if (words.some((word) => versions.has(word))) return false;
  if (words.some((word) => strong.has(word))) return true;
  if (pairs.some(([a, b]) => words.some((word, at) => word === a && words[at + 1] === b))) return true;
  return words.includes('token') && !words.some((word) => harmless.has(word));
}

/**
 * Names that a person added: `customerNumber` means `customer_number` and `X-Customer-Number` too, and `customernumber`.
 * Names that speak of a version are never meant.
 */
export function ownNames(words: readonly string[]): (name: string) => boolean {
  const wanted = words.map((word) => ({ plain: plainOf(word), words: wordsOf(word) }));
  return (name) => {
    if (isVersionName(name)) return false;
    const [plain, parts] = [plainOf(name), wordsOf(name)];
    return wanted.some((own) => own.plain === plain || holds(parts, own.words));
  };
}

/** Letters and digits of any script, lower case. */
function plainOf(name: string): string {
  return name
    .slice(0, longest)
    .normalize('NFC')
    .toLowerCase()
    .replace(/[\s_.-]/g, '');
}

function holds(parts: readonly string[], sought: readonly string[]): boolean {
  if (sought.length === 0) return false;
  return parts.some((_part, at) => sought.every((word, offset) => parts[at + offset] === word));
}
