import { isRead } from '../core/call.ts';
import { json } from '../core/reply.ts';
import type { Scenario } from '../core/scenario.ts';

export const replicas: Scenario = {
  id: 'replicas',
  title: 'Reads come from a replica that lags',
  story:
    'Load and save. Every other read is answered by a replica that is one version behind. Writes go to the primary, which does not know the old tag any more.',
  group: 'The tag is unstable',
  steps: ['load', 'type', 'save'],
  ends: 409,
  shows: ['inconsistent-replicas'],
  nearMissOf: ['changed-by-someone-else', 'flapping-etag'],
  handle: (call, next) => {
    const document = call.documents.get(call.path.replace(/^api\//, ''));
    const old = document?.versions.at(-2);
    if (!isRead(call) || old === undefined || call.memory.count('turn') % 2 === 1) return next();
    return json(200, old.value, { etag: `"v${old.version}"`, 'cache-control': 'no-cache' });
  },
};
