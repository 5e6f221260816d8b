import { type Call, header, isRead } from '../core/call.ts';
import { json, withHeaders } from '../core/reply.ts';
import type { Scenario } from '../core/scenario.ts';
import { told } from '../core/told.ts';

const cookie = (call: Call): string =>
  `lab_session=s${call.memory.number('session')}; Path=/stale-session/; SameSite=Lax`;

export const staleSession: Scenario = {
  id: 'stale-session',
  title: 'The session changed between read and save',
  story:
    'Load, sign in again, save. Signing in (in another window, say) gives the browser a new session. The save goes out under the new one, and the server refuses what was read under the old one.',
  group: 'The copy is stale',
  steps: ['load', 'type', 'sign-in', 'save'],
  ends: 409,
  shows: ['stale-session'],
  nearMissOf: ['changed-by-someone-else'],
  happenings: {
    'sign-in': {
      label: 'Sign in again',
      happen: (call) => {
        call.memory.count('session');
        return told('You are signed in with a new session.', { 'set-cookie': cookie(call) });
      },
    },
  },
  handle: async (call, next) => {
    if (isRead(call)) {
      call.memory.set('read-under', call.memory.number('session'));
      return withHeaders(await next(), { 'set-cookie': cookie(call) });
    }
    const sent = header(call, 'cookie')?.match(/lab_session=s(\d+)/)?.[1];
    if (sent === String(call.memory.number('read-under'))) return next();
    return json(409, { error: 'session_changed', message: 'Your session is not the one that opened this note.' });
  },
};
