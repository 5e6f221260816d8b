import { type HeaderList, headerValue } from '../../http/header-list.ts';
import { type Body, responseHeaders } from '../../record/exchange.ts';
import { defineFact } from '../define.ts';
import { readRefusal } from '../refusal/read.ts';
import type { Said } from '../refusal/said.ts';

/** What the refusal says in its body and fields, and whether its body could be read at all. */
export const said = defineFact<Said & { readonly bodyKnown: boolean }>('said', ({ refusal }) => {
  const headers = responseHeaders(refusal);
  const text = textOf(refusal.responseBody, headers);
  return { ...readRefusal(text ?? '', headers), bodyKnown: text !== null };
});

/** The body as text; null where it was not kept or is no text. */
function textOf(body: Body, headers: HeaderList | null): string | null {
  if (body.state === 'none') return '';
  if (body.state === 'not-kept') return null;
  if (body.encoding === 'text') return body.data;
  if (/^(image|audio|video|font)\//i.test(headerValue(headers, 'Content-Type') ?? '')) return null;
  try {
    const bytes = Uint8Array.from(atob(body.data.slice(0, 400_000)), (char) => char.charCodeAt(0));
    return new TextDecoder().decode(bytes);
  } catch {
    return null;
  }
}
