import { problemType } from '../members.ts';
import { type Format, recordsOf, take } from './format.ts';

/** RFC 9457: `type` names the problem, `detail` this occurrence of it. */
export const problemDetails: Format = {
  name: 'problem-details',
  recognises: (body) =>
    (typeof body.type === 'string' || typeof body.title === 'string') &&
    (typeof body.detail === 'string' || typeof body.status === 'number') &&
    !('error' in body),
  read: (body, notes) => {
    if (typeof body.type === 'string' && body.type !== 'about:blank') notes.code(problemType(body.type));
    take(body, notes, 'title', 'detail');
    for (const error of recordsOf(body.errors)) {
      take(error, notes, 'detail', 'title');
      if (typeof error.pointer === 'string') notes.field(error.pointer);
    }
  },
};
