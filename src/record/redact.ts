import { looksLikeForm } from '../http/form.ts';
import type { HeaderList } from '../http/header-list.ts';
import { headerValue } from '../http/header-list.ts';
import { isVersionName } from '../http/secret-name.ts';
import type { Body } from './exchange.ts';
import { redactBytes } from './redact-bytes.ts';
import { redactShapes } from './redact-shapes.ts';
import { redactForm, redactJson, redactMultipart, redactUrl } from './redact-text.ts';
import type { Redaction } from './redaction.ts';
import { redacted } from './tag.ts';

/** Fields whose value is a URL. */
const urlFields = new Set(['location', 'content-location', 'referer', 'origin', 'link', 'refresh']);

/** What may not reach the disk even though its name does not say so to `isSecretName`. */
const secretFields = new Set(['set-cookie2', 'x-amz-security-token', 'x-forwarded-client-cert', 'www-authenticate']);

/** Header fields with the values of secrets replaced. Validators and preconditions are never touched. */
export function redactHeaders(by: Redaction, headers: HeaderList): HeaderList {
  return headers.map(([name, value]) => {
    const lower = name.toLowerCase();
    if (lower === 'authorization' || lower === 'proxy-authorization')
      return [name, redactCredentials(by, value)] as const;
    if (secretFields.has(lower) || by.isSecret(name))
      return [name, value === '' ? '' : redacted(by.key, value)] as const;
    if (urlFields.has(lower)) return [name, redactUrl(by, value)] as const;
    if (lower.startsWith('if-') || isVersionName(name)) return [name, value] as const;
    return [name, redactShapes(by, value, name)] as const;
  });
}

/** The scheme (`Bearer`, `Basic`) is no secret and tells how the page signs in (RFC 9110 §11.4). */
function redactCredentials(by: Redaction, value: string): string {
  const space = value.startsWith('‹') ? -1 : value.indexOf(' ');
  return space > 0 && space <= 20
    ? `${value.slice(0, space)} ${redacted(by.key, value.slice(space + 1))}`
    : redacted(by.key, value);
}

/** A kept body with secrets replaced and, where there were any, the mark. */
export function redactBody(by: Redaction, body: Body, headers: HeaderList | null): Body {
  if (body.state !== 'kept') return body;
  const redact = (text: string) => redactContent(by, text, headerValue(headers, 'content-type') ?? '');
  const data = body.encoding === 'base64' ? redactBytes(body.data, redact) : redact(body.data);
  return data === body.data ? body : { ...body, data, redacted: true };
}

/**
 * The look of a text counts before its type, which may be missing or wrong: fetch sends strings as text/plain, and webRequest gives
 * the fields of a form with files as those of one without (Chromium 156).
 */
function redactContent(by: Redaction, text: string, contentType: string): string {
  const type = contentType.toLowerCase();
  const start = text.trimStart().slice(0, 1);
  if (start === '{' || start === '[') return redactJson(by, text);
  if (text.startsWith('--')) return redactMultipart(by, text);
  if (start === '<') return redactMarkup(by, text);
  if (looksLikeForm(text)) return redactForm(by, text);
  if (type.includes('x-www-form-urlencoded') || type.includes('multipart/')) return redactForm(by, text);
  if (type.includes('html') || type.includes('xml')) return redactMarkup(by, text);
  // Also behind what some servers put before JSON, so that no page can run it: `)]}',` and the like.
  if (type.includes('json') || type.includes('javascript') || /^(\)\]\}|while\(|for\()/.test(text))
    return redactJson(by, text);
  return redactShapes(by, text);
}

/** Longest tag that is read as one. */
const longestTag = 4_096;

/** HTML and XML: `value` and `content` of elements whose name is a secret's (`<input name="csrf_token" value="…">`). */
export function redactMarkup(by: Redaction, text: string): string {
  let out = '';
  let done = 0;
  for (let from = text.indexOf('<'); from !== -1; from = text.indexOf('<', from + 1)) {
    const to = text.slice(from, from + longestTag).indexOf('>');
    const tag = text.slice(from, to === -1 ? from + longestTag : from + to);
    const named = attribute(tag, 'name') ?? attribute(tag, 'id');
    const isPassword = attribute(tag, 'type')?.value === 'password';
    if ((named && by.isSecret(named.value)) || isPassword) {
      const values = [attribute(tag, 'value'), attribute(tag, 'content')].filter((found) => found !== null);
      for (const { value, at } of values.sort((a, b) => a.at - b.at)) {
        if (value === '' || from + at < done) continue;
        out += text.slice(done, from + at) + redacted(by.key, value);
        done = from + at + value.length;
      }
    }
    if (to === -1) break;
    from += to;
  }
  return redactShapes(by, out + text.slice(done));
}

/** The quoted value of an attribute and where in the tag it stands. */
function attribute(tag: string, name: string): { readonly value: string; readonly at: number } | null {
  const lower = tag.toLowerCase();
  const start = lower.indexOf(` ${name}=`);
  if (start === -1) return null;
  const at = start + name.length + 3;
  const quote = tag[at - 1];
  if (quote !== '"' && quote !== "'") return null;
  const end = tag.indexOf(quote, at);
  return { value: tag.slice(at, end === -1 ? undefined : end), at };
}
