import type { Call } from '../core/call.ts';
import { current, type LabDocument } from '../core/documents.ts';
import { html } from '../core/reply.ts';
import type { Scenario } from '../core/scenario.ts';

const inodes = ['2c1a', '9e47'];

/** Apache's old default, `FileETag INode MTime Size`: the same file has another inode on each node. */
function nodeTag(document: LabDocument, call: Call): string {
  return `"${inodes[call.memory.number('node')] ?? ''}-5f-${current(document).version}"`;
}

export const flapping: Scenario = {
  id: 'flapping',
  title: 'Two nodes, two ETags for one note',
  story:
    'Load and save. Two servers take turns, and each makes its ETag from its own disk. The text is the same, the tags are not: the tag of one node is never right on the other.',
  group: 'The tag is unstable',
  steps: ['load', 'type', 'save'],
  ends: 412,
  shows: ['flapping-etag'],
  nearMissOf: ['changed-by-someone-else', 'volatile-body-etag', 'inconsistent-replicas'],
  rules: {
    etag: nodeTag,
    refuse: () => html(412, '<h1>Precondition Failed</h1>'),
  },
  handle: (call, next) => {
    call.memory.set('node', call.memory.count('turn') % inodes.length);
    return next();
  },
};
