import { isRead } from '../core/call.ts';
import { withHeaders } from '../core/reply.ts';
import type { Scenario } from '../core/scenario.ts';
import { told } from '../core/told.ts';

export const sessionRenewed: Scenario = {
  id: 'session-renewed',
  title: 'A new session that has nothing to do with it',
  story:
    'Load, sign in again, let somebody else edit, save. The session did change, but this server does not mind. The note really was changed.',
  group: 'The copy is stale',
  steps: ['load', 'type', 'sign-in', 'else', 'save'],
  ends: 409,
  shows: ['changed-by-someone-else'],
  nearMissOf: ['stale-session'],
  happenings: {
    'sign-in': {
      label: 'Sign in again',
      happen: (call) => {
        const session = call.memory.count('session') + 1;
        return told('You are signed in with a new session.', {
          'set-cookie': `lab_session=r${session}; Path=/session-renewed/; SameSite=Lax`,
        });
      },
    },
  },
  handle: async (call, next) => {
    const answer = await next();
    const cookie = `lab_session=r${call.memory.number('session')}; Path=/session-renewed/; SameSite=Lax`;
    return isRead(call) ? withHeaders(answer, { 'set-cookie': cookie }) : answer;
  },
};
