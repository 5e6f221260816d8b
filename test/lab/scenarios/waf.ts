import { isWrite } from '../core/call.ts';
import { html } from '../core/reply.ts';
import type { Scenario } from '../core/scenario.ts';

/** Plain words that a rule against SQL injection looks for. Not a pattern that can backtrack. */
function looksLikeAttack(body: string): boolean {
  const text = body.toLowerCase();
  return text.includes('union select') || text.includes('<script');
}

export const waf: Scenario = {
  id: 'waf',
  title: 'A firewall in disguise',
  story:
    'Save. The text of the note mentions “union select”, and a firewall in front of the server takes it for an attack. It answers 412 with a page of its own; the server never saw the save.',
  group: 'Not a version problem',
  steps: ['save'],
  ends: 412,
  shows: ['firewall-in-disguise'],
  nearMissOf: ['changed-by-someone-else', 'server-bug'],
  page: {
    token: 'none',
    draft: { title: 'SQL for beginners', body: 'With UNION SELECT two results become one.', tags: ['sql'] },
  },
  handle: (call, next) =>
    !isWrite(call) || !looksLikeAttack(call.body)
      ? next()
      : html(
          412,
          '<!DOCTYPE html><html><head><title>Request blocked</title></head><body><h1>Not Acceptable</h1><p>This request was blocked by the security rules of this site. Incident 8c41-07.</p></body></html>',
          { server: 'Mod_Security', 'cache-control': 'no-store' },
        ),
};
