import { headerValue } from '../../http/header-list.ts';
import { type Exchange, requestHeaders } from '../../record/exchange.ts';
import { defineFact, missing } from '../define.ts';
import { isList, isRecord, parseJson, stringAt } from '../refusal/json.ts';

/** One write in a batch: what it writes, and the version that it carries. */
export type BatchPart = { readonly url: string; readonly token: string | null };

/** The writes in the refused batch; null where the request is none. OData: JSON (`requests`) or multipart/mixed. */
export const batchParts = defineFact<readonly BatchPart[] | null>('batch parts', ({ refusal }) => {
  const type = headerValue(requestHeaders(refusal), 'Content-Type') ?? '';
  const isBatch = /\/\$?batch(\?|$)/i.test(refusal.url) || /^multipart\/mixed/i.test(type);
  if (!isBatch) return null;
  const body = refusal.requestBody;
  if (body.state === 'not-kept') return missing('The body of the batch was not kept.');
  if (body.state === 'none' || body.encoding !== 'text') return missing('The body of the batch could not be read.');
  return body.truncated ? missing('Only the beginning of the batch was kept.') : partsOf(refusal, body.data);
});

function partsOf(_: Exchange, text: string): readonly BatchPart[] {
  const json = parseJson(text);
  const requests = isRecord(json) && isList(json.requests) ? json.requests : isList(json) ? json : null;
  if (requests !== null)
    return requests.slice(0, 200).flatMap((part) => {
      if (!isRecord(part)) return [];
      const [method, url] = [stringAt(part, 'method') ?? '', stringAt(part, 'url') ?? ''];
      if (!/^(PUT|PATCH|DELETE|MERGE)$/i.test(method)) return [];
      const headers = isRecord(part.headers) ? part.headers : {};
      const name = Object.keys(headers).find((key) => key.toLowerCase() === 'if-match');
      return [{ url, token: name === undefined ? null : stringAt(headers, name) }];
    });
  // Multipart: each part is a request line and its fields, as application/http.
  return text
    .slice(0, 400_000)
    .split(/\r?\n--/)
    .slice(0, 200)
    .flatMap((part) => {
      const line = /^(?:PUT|PATCH|DELETE|MERGE) (\S{1,2000}) HTTP\/1/im.exec(part);
      const token = /^If-Match:[ \t]*([^\r\n]{1,500})/im.exec(part);
      return line === null ? [] : [{ url: line[1] ?? '', token: token?.[1]?.trim() ?? null }];
    });
}
