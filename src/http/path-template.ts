/** Longest path that is looked at, and most of its segments; what is longer is cut and says so with an ellipsis. */
const longest = 2_048;
const mostSegments = 32;

const place = '{id}';
/** RFC 9562 §4, as it stands, without hyphens, or with other marks around it. */
const uuid = /^[{(]?[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}[)}]?$/i;
const digits = /^-?\d+(\.\d+)?$/;
/** A date or a moment as ISO 8601 writes it. */
const date = /^\d{4}-\d\d(-\d\d(T[\d:.]+(Z|[+-][\d:]+)?)?)?$/i;
const hex = /^[0-9a-f]{8,}$/i;
/** Made by a machine: long, and letters and digits take turns (ULID, nanoid, base64url, short hashes). */
const long = /^[A-Za-z0-9_~.=-]{16,}$/;
/** A word and a number: `order-42`, `note_7`, `rev:3`, `report-2026.pdf`. */
const numbered = /^([A-Za-z][A-Za-z._~-]*?[-_:.])\d+(\.[A-Za-z]{1,8})?$/;
/** OData and its kin: `Products(42)`, `Orders(guid'…')`, `Lines(Order=1,Line=2)`. */
const keyed = /^([A-Za-z][\w.]*)\([^()]{1,512}\)$/;

/** How often a text goes from letters to digits or back. */
function turns(text: string): number {
  let count = 0;
  for (let at = 1; at < text.length; at++) if (isDigit(text, at) !== isDigit(text, at - 1)) count++;
  return count;
}

function isDigit(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code >= 48 && code <= 57;
}

function decoded(segment: string): string {
  if (!segment.includes('%')) return segment;
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

/** Decides what becomes of a segment that is a word with a number: `made` is its template, `before` the template of all before it. */
type Numbered = (made: string, segment: string, before: string) => string;

function templateOf(segment: string, before: string, decide: Numbered): string {
  const text = decoded(segment);
  if (text === '') return '';
  if (digits.test(text) || uuid.test(text) || date.test(text)) return place;
  // `v2`, `deadbeef` and `facade` are words to a reader; a hash of eight letters without one digit is rare.
  if (hex.test(text) && /\d/.test(text)) return place;
  if (long.test(text) && turns(text) >= 3) return place;
  if (/^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(text)) return place;
  const withKey = keyed.exec(text);
  if (withKey !== null) return `${withKey[1]}(${place})`;
  const withNumber = numbered.exec(text);
  if (withNumber !== null) return decide(`${withNumber[1]}${place}${withNumber[2] ?? ''}`, segment, before);
  return segment;
}

const always: Numbered = (made) => made;

/** The path of a URL, absolute or not, without query and fragment (RFC 3986 §3.3). */
function pathOf(url: string): string {
  const [path = ''] = url.split(/[?#]/, 1);
  const authority = /^[a-z][a-z0-9+.-]*:\/\/[^/]*/i.exec(path.slice(0, 512));
  return authority === null ? path : path.slice(authority[0].length);
}

/**
 * The endpoint that a URL belongs to, as people write it: `/api/articles/123` is `/api/articles/{id}`.
 * Takes a URL or a path; leaves out origin, query and fragment. Judges each segment by itself: numbers, UUIDs, hashes, dates,
 * addresses of mail and other made-up names become `{id}`; words stay, so a slug of words is a path of its own. A word with a number
 * (`order-42`, `strict-409`) may be either: it stays unless `decide` says otherwise.
 * Pure, never throws. At most 2,048 characters and 32 segments are looked at; more is marked by `…`.
 */
export function pathTemplate(url: string, decide: Numbered = (_, segment) => segment): string {
  // The head of a hostile URL is enough to know it by; the authority may stand before the path.
  const whole = pathOf(url.slice(0, 2 * longest));
  const path = whole.slice(0, longest);
  const segments = path.split('/');
  const shown: string[] = [];
  let before = '';
  for (const segment of segments.slice(0, mostSegments + 1)) {
    const made = templateOf(segment, before, decide);
    shown.push(made);
    before += `/${made === segment ? templateOf(segment, before, always) : made}`;
  }
  const cut =
    segments.length > shown.length ||
    whole.length > path.length ||
    (url.length > 2 * longest && !/[?#]/.test(url.slice(0, 2 * longest)));
  const made = shown.join('/') + (cut ? '/…' : '');
  return made === '' ? '/' : made;
}

/** Whether a URL belongs to a template, whatever was decided for its words with a number. `template` in small letters. */
export function isOfTemplate(url: string, template: string): boolean {
  const [as, strict, wide] = [template, pathTemplate(url), pathTemplate(url, always)].map((path) => path.split('/'));
  if (as?.length !== strict?.length) return false;
  return as?.every((part, at) => part === strict?.[at]?.toLowerCase() || part === wide?.[at]?.toLowerCase()) ?? false;
}
