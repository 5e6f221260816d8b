import { isRead } from '../core/call.ts';
import { reply } from '../core/reply.ts';
import type { Scenario } from '../core/scenario.ts';

export const uploadLocked: Scenario = {
  id: 'upload-locked',
  title: 'An upload that another request holds',
  story:
    'Save. The page goes on with an upload at the right offset, but another request is still writing to it. The offset is not what is wrong.',
  group: 'Others at work',
  steps: ['type', 'save'],
  ends: 423,
  shows: ['locked'],
  nearMissOf: ['upload-offset'],
  page: {
    saveTo: 'api/uploads/1',
    saveMethod: 'PATCH',
    token: 'none',
    saveHeaders: { 'Upload-Offset': '0', 'Tus-Resumable': '1.0.0', 'Content-Type': 'application/offset+octet-stream' },
  },
  handle: (call, next) => {
    if (call.path !== 'api/uploads/1') return next();
    if (isRead(call)) return reply(200, '', { 'upload-offset': '0', 'tus-resumable': '1.0.0' });
    return reply(423, 'The upload is locked by another request.\n', { 'content-type': 'text/plain; charset=utf-8' });
  },
};
