import { header, isWrite } from '../core/call.ts';
import { reply } from '../core/reply.ts';
import type { Scenario } from '../core/scenario.ts';

export const handshakeApp: Scenario = {
  id: 'handshake-app',
  title: 'An app that knows the handshake',
  story: 'Load and save. The first try is refused with a token in its header, and the app sends it at once.',
  group: 'Others at work',
  steps: ['load', 'type', 'save'],
  ends: 200,
  shows: ['expected-by-app'],
  nearMissOf: ['token-handshake'],
  page: { afterRefusal: 'take-token-of-refusal' },
  handle: (call, next) =>
    !isWrite(call) || header(call, 'x-session-token') === 'r4nd0m'
      ? next()
      : reply(409, 'Send the X-Session-Token header.\n', {
          'x-session-token': 'r4nd0m',
          'content-type': 'text/plain; charset=utf-8',
        }),
};
