import { headerValue } from '../../http/header-list.ts';
import { type Body, type Exchange, requestHeaders } from '../../record/exchange.ts';
import { say } from '../../texts/say.ts';
import { defineFact, missing } from '../define.ts';
import { isList, isRecord, type Json, parseJson, stringAt } from '../refusal/json.ts';

/** One write in a batch: what it writes, the version that it carries, and how its part was answered (null: not known). */
export type BatchPart = { readonly url: string; readonly token: string | null; readonly status: number | null };

/** The writes in the refused batch; null where the request is none. OData: JSON (`requests`) or multipart/mixed. */
export const batchParts = defineFact<readonly BatchPart[] | null>('batch parts', ({ refusal }) => {
  const type = headerValue(requestHeaders(refusal), 'Content-Type') ?? '';
  const isBatch = /\/\$?batch(\?|$)/i.test(refusal.url) || /^multipart\/mixed/i.test(type);
  if (!isBatch) return null;
  const body = refusal.requestBody;
  if (body.state === 'not-kept') return missing(say`The body of the batch was not kept.`);
  if (body.state === 'none' || body.encoding !== 'text') return missing(say`The body of the batch could not be read.`);
  return body.truncated ? missing(say`Only the beginning of the batch was kept.`) : partsOf(refusal, body.data);
});

/** How many parts are looked at. */
const most = 200;

function partsOf(refusal: Exchange, text: string): readonly BatchPart[] {
  const answer = textOf(refusal.responseBody);
  const requests = listIn(parseJson(text), 'requests');
  if (requests !== null) {
    const answers = listIn(parseJson(answer), 'responses') ?? [];
    return requests.slice(0, most).flatMap((part, i) => {
      if (!isRecord(part)) return [];
      const [method, url] = [stringAt(part, 'method') ?? '', stringAt(part, 'url') ?? ''];
      if (!/^(PUT|PATCH|DELETE|MERGE)$/i.test(method)) return [];
      const headers = isRecord(part.headers) ? part.headers : {};
      const name = Object.keys(headers).find((key) => key.toLowerCase() === 'if-match');
      return [
        { url, token: name === undefined ? null : stringAt(headers, name), status: statusOf(answers, part.id, i) },
      ];
    });
  }
  // Multipart: each part is a request line and its fields, as application/http; its answers stand in the same order.
  const statuses = [...answer.slice(0, 400_000).matchAll(/^HTTP\/1\.\d (\d{3})/gm)].map((match) => Number(match[1]));
  return text
    .slice(0, 400_000)
    .split(/\r?\n--/)
    .filter((part) => /^[A-Z]{3,10} \S{1,2000} HTTP\/1/m.test(part))
    .slice(0, most)
    .flatMap((part, i) => {
      const line = /^(?:PUT|PATCH|DELETE|MERGE) (\S{1,2000}) HTTP\/1/im.exec(part);
      const token = /^If-Match:[ \t]*([^\r\n]{1,500})/im.exec(part);
      return line === null
        ? []
        : [{ url: line[1] ?? '', token: token?.[1]?.trim() ?? null, status: statuses[i] ?? null }];
    });
}

/** The answer of a part: by its id (OData 4.01), else by its place. */
function statusOf(answers: readonly Json[], id: Json | undefined, place: number): number | null {
  const own =
    answers.find((one) => isRecord(one) && id !== undefined && String(one.id) === String(id)) ?? answers[place];
  return isRecord(own) && typeof own.status === 'number' ? own.status : null;
}

function listIn(json: Json | undefined, name: string): readonly Json[] | null {
  if (isList(json)) return json;
  const list = isRecord(json) ? json[name] : null;
  return isList(list) ? list : null;
}

function textOf(body: Body): string {
  return body.state === 'kept' && body.encoding === 'text' ? body.data : '';
}
