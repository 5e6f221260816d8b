import { json, reply } from '../core/reply.ts';
import type { Scenario } from '../core/scenario.ts';

const usualMegabytes = 30;
const most = 64;

/** A JSON object of so many megabytes. */
function bulk(megabytes: number): string {
  const line = `${'A long line about nothing. '.repeat(37)}\\n`;
  return `{"id":"big","title":"A big note","body":"${line.repeat(Math.ceil((megabytes * 1024 * 1024) / line.length))}","tags":[]}`;
}

function megabytes(asked: string | null): number {
  const value = asked === null ? usualMegabytes : Number(asked);
  return Number.isFinite(value) && value > 0 ? Math.min(value, most) : usualMegabytes;
}

export const huge: Scenario = {
  id: 'huge',
  title: 'Bodies of 30 MB',
  story:
    'Load, let somebody else edit, save. The refusal is a small one with a body of 30 MB (?mb= changes that). A read of /huge/api/notes/big is as long.',
  group: 'Rough weather',
  steps: ['load', 'type', 'else', 'save'],
  ends: 409,
  shows: ['changed-by-someone-else'],
  rules: {
    refuse: (_document, tag, call) =>
      reply(409, bulk(megabytes(call.query.get('mb'))), { 'content-type': 'application/json', etag: tag }),
  },
  handle: (call, next) => {
    if (call.path !== 'api/notes/big') return next();
    if (call.method !== 'GET') return json(405, { message: 'Read only.' });
    return reply(200, bulk(megabytes(call.query.get('mb'))), { 'content-type': 'application/json', etag: '"big"' });
  },
};
