import { api, ordinaryRules } from './api.ts';
import { type Call, jsonBody } from './call.ts';
import { asObject } from './json.ts';
import { json, type Reply } from './reply.ts';

/** Runs the parts of a batch in the shape of OData's JSON batch, one after another; at most ten. Always 200. */
export function runBatch(call: Call): Reply {
  const { requests } = jsonBody(call);
  const parts: readonly unknown[] = Array.isArray(requests) ? requests.slice(0, 10) : [];
  const responses = parts.map((sent) => {
    const part = asObject(sent);
    const headers = { 'if-match': String(asObject(part.headers)['If-Match'] ?? '') };
    const one = { ...call, method: 'PUT', path: `api/${String(part.url)}`, headers, body: JSON.stringify(part.body) };
    const { status, headers: answered } = api(one, ordinaryRules);
    return { id: String(part.id), status, headers: { ETag: answered.etag ?? '' } };
  });
  return json(200, { responses });
}
