import { isRead } from '../core/call.ts';
import { reply } from '../core/reply.ts';
import type { Scenario } from '../core/scenario.ts';

/** The tus protocol: HEAD tells the offset, PATCH must begin there. */
export const uploadOffset: Scenario = {
  id: 'upload-offset',
  title: 'An upload goes on at the wrong place',
  story:
    'Save. The page goes on with an upload at offset 0, but the server already holds 4096 bytes of it. A HEAD request tells the right offset.',
  group: 'Others at work',
  steps: ['type', 'save'],
  ends: 409,
  shows: ['upload-offset'],
  nearMissOf: ['changed-by-someone-else'],
  page: {
    saveTo: 'api/uploads/1',
    saveMethod: 'PATCH',
    token: 'none',
    saveHeaders: { 'Upload-Offset': '0', 'Tus-Resumable': '1.0.0', 'Content-Type': 'application/offset+octet-stream' },
  },
  handle: (call, next) => {
    if (call.path !== 'api/uploads/1') return next();
    const headers = { 'upload-offset': '4096', 'tus-resumable': '1.0.0', 'cache-control': 'no-store' };
    if (isRead(call)) return reply(200, '', headers);
    return reply(409, '', { 'tus-resumable': '1.0.0' });
  },
};
