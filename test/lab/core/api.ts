import { type Call, header, isRead, jsonBody } from './call.ts';
import { current, type LabDocument } from './documents.ts';
import { json, problem, type Reply, reply } from './reply.ts';
import type { Rules } from './scenario.ts';
import { listedTags, strongMatch, weakMatch } from './tags.ts';

/** A careful server: strong tags that name the version, 409 with problem details on a mismatch. */
export const ordinaryRules: Rules = {
  etag: (document) => `"v${current(document).version}"`,
  matches: strongMatch,
  refuse: (document, tag) =>
    problem(409, 'Conflict', `${document.path} was changed since you read it. Read it again and merge.`, {
      current: tag,
    }),
  unconditional: () => undefined,
  show: (document) => current(document).value,
  readHeaders: () => ({ 'cache-control': 'no-cache' }),
  saved: (document) => json(200, current(document).value),
  savedTag: (_document, tag) => tag,
};

function withTag(headers: Reply['headers'], tag: string | undefined): Reply['headers'] {
  return tag === undefined ? headers : { etag: tag, ...headers };
}

function read(document: LabDocument, call: Call, rules: Rules): Reply {
  const tag = rules.etag(document, call);
  const headers = withTag(rules.readHeaders(document, call), tag);
  const asked = header(call, 'if-none-match');
  if (asked !== undefined && tag !== undefined && listedTags(asked).some((known) => weakMatch(known, tag)))
    return reply(304, '', headers);
  return json(200, rules.show(document, call), headers);
}

/** The refusal of a precondition, or undefined where all that was sent holds. */
function refused(document: LabDocument, call: Call, rules: Rules): Reply | undefined {
  const tag = rules.etag(document, call);
  const match = header(call, 'if-match');
  if (header(call, 'if-none-match') === '*') return rules.refuse(document, tag ?? '', call);
  if (match === undefined) return rules.unconditional(document, call);
  if (match.trim() === '*') return undefined;
  const holds = tag !== undefined && listedTags(match).some((sent) => rules.matches(sent, tag));
  return holds ? undefined : rules.refuse(document, tag ?? '', call);
}

function answered(document: LabDocument, call: Call, rules: Rules): Reply {
  const answer = rules.saved(document, call);
  const tag = rules.savedTag(document, rules.etag(document, call), call);
  return { ...answer, headers: withTag(answer.headers, tag) };
}

function create(call: Call, collection: string, rules: Rules): Reply {
  const sent = jsonBody(call);
  const id = String(call.documents.all().filter((one) => one.path.startsWith(`${collection}/`)).length + 1);
  const path = `${collection}/${id}`;
  call.documents.create(path, { id, title: '', body: '', tags: [] }, 'page');
  const document = call.documents.write(path, sent, 'page', true);
  if (document === undefined) return notFound(call);
  return json(201, current(document).value, withTag({ location: `../${path}` }, rules.etag(document, call)));
}

export function notFound(call: Call): Reply {
  return problem(404, 'Not Found', `There is nothing at ${call.path}.`);
}

/** The API that all scenarios share: documents at `api/COLLECTION/ID`. */
export function api(call: Call, rules: Rules): Reply {
  const path = call.path.replace(/^api\//, '');
  const document = call.documents.get(path);
  if (document === undefined) {
    if (call.method === 'POST' && path === 'notes') return create(call, path, rules);
    if (isRead(call) && path === 'notes')
      return json(
        200,
        call.documents
          .all()
          .filter((one) => one.path.startsWith('notes/'))
          .map((one) => rules.show(one, call)),
      );
    return notFound(call);
  }
  if (isRead(call)) return read(document, call, rules);
  if (call.method === 'OPTIONS') return reply(204, '', { allow: 'GET, HEAD, PUT, PATCH, DELETE, OPTIONS' });
  if (!['PUT', 'PATCH', 'DELETE'].includes(call.method))
    return problem(
      405,
      'Method Not Allowed',
      `${call.method} is not for this resource.`,
      {},
      {
        allow: 'GET, HEAD, PUT, PATCH, DELETE, OPTIONS',
      },
    );
  const refusal = refused(document, call, rules);
  if (refusal !== undefined) return refusal;
  if (call.method === 'DELETE') {
    call.documents.delete(path);
    return reply(204);
  }
  const written = call.documents.write(path, jsonBody(call), 'page', call.method === 'PATCH');
  return written === undefined ? notFound(call) : answered(written, call, rules);
}
