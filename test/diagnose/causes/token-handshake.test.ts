import { caseOf, exchange } from '../cases.ts';
import { documented } from '../documented.ts';
import { fixtures } from '../fixtures.ts';

/** The answer with which Transmission greets (its RPC specification, §2.3.1). */
function greeting(body: string, sent?: string) {
  return caseOf(
    exchange({
      method: 'POST',
      status: 409,
      sent: sent === undefined ? [] : [['X-Transmission-Session-Id', sent]],
      received: [['X-Transmission-Session-Id', 'N3wT0k3n']],
      responseBody: body,
    }),
  );
}

fixtures('token-handshake', {
  cause: [
    {
      story: 'Transmission’s first answer',
      file: greeting(
        '<h1>409: Conflict</h1><p>Your request had an invalid session-id header.</p><p>Add the X-Transmission-Session-Id header.</p>',
      ),
      strength: 'proven',
    },
    { story: 'a token without words', file: greeting(''), strength: 'likely' },
    { story: 'an old token was sent', file: greeting('', 'old'), strength: 'likely', says: /another one/ },
  ],
  ruledOut: [
    { story: 'the same token was sent', file: greeting('', 'N3wT0k3n') },
    {
      story: 'the words tell of something else',
      file: greeting('{"message":"User already exists"}'),
      says: /already exists/,
    },
    { story: 'no token in the answer', file: documented('harbor-01') },
  ],
  unknown: [
    {
      story: 'the answer’s fields were not seen',
      file: documented('harbor-01', { headers: { set: null, sent: [], received: null, seen: null } }),
      says: /not seen/,
    },
  ],
});
