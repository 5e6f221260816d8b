import { header, isWrite } from '../core/call.ts';
import { json } from '../core/reply.ts';
import type { Scenario } from '../core/scenario.ts';
import { hashTag } from '../core/tags.ts';

export const idempotencyKey: Scenario = {
  id: 'idempotency-key',
  title: 'One idempotency key for two saves',
  story:
    'Load, save, change the title, save. The page uses one Idempotency-Key for as long as it is open. The second save says something else under the same key.',
  group: 'Others at work',
  steps: ['load', 'type', 'save', 'type', 'save'],
  ends: 409,
  shows: ['idempotency-key-reuse'],
  nearMissOf: ['changed-by-someone-else', 'own-earlier-save'],
  page: { saveHeaders: { 'Idempotency-Key': 'notebook-7f3a' } },
  handle: (call, next) => {
    if (!isWrite(call)) return next();
    const name = `key ${header(call, 'idempotency-key') ?? ''}`;
    const payload = hashTag(call.body);
    const before = call.memory.text(name);
    if (before !== '' && before !== payload)
      return json(409, {
        error: {
          type: 'idempotency_error',
          code: 'idempotency_key_reused',
          message: 'This idempotency key was used with other parameters.',
        },
      });
    call.memory.set(name, payload);
    return next();
  },
};
