import { isRecord } from '../json.ts';
import { type Format, recordsOf, take } from './format.ts';

/** Kubernetes `Status`: a reason for machines, and causes with fields. `Conflict` alone says no more than the status. */
export const kubernetes: Format = {
  name: 'kubernetes',
  recognises: (body) => body.kind === 'Status' && typeof body.message === 'string',
  read: (body, notes) => {
    take(body, notes, 'reason', 'message');
    for (const cause of recordsOf(isRecord(body.details) ? body.details.causes : undefined)) {
      take(cause, notes, 'reason', 'message');
      if (typeof cause.field === 'string') notes.field(cause.field);
    }
  },
};
