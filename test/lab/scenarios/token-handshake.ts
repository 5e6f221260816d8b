import { header, isWrite } from '../core/call.ts';
import { html } from '../core/reply.ts';
import type { Scenario } from '../core/scenario.ts';

const token = 'k7Qm2vXs90aT';

/** The way of Transmission's RPC: the refusal is the place where the token is handed out. */
export const tokenHandshake: Scenario = {
  id: 'token-handshake',
  title: 'The refusal carries the token to send',
  story:
    'Load and save. The server wants a session token with every write and hands it out in the header of its 409. This page does not send the save again with it.',
  group: 'The tag changed on its way',
  steps: ['load', 'type', 'save'],
  ends: 409,
  shows: ['token-handshake'],
  nearMissOf: ['changed-by-someone-else', 'precondition-never-sent'],
  handle: (call, next) =>
    !isWrite(call) || header(call, 'x-session-token') === token
      ? next()
      : html(409, '<h1>409: Conflict</h1><p>Send the X-Session-Token header of this answer with your request.</p>', {
          'x-session-token': token,
        }),
};
