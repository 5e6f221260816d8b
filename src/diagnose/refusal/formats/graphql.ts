import { isRecord } from '../json.ts';
import { type Format, recordsOf, take } from './format.ts';

/** GraphQL over HTTP: `errors[]` with a message, and by custom a code in `extensions`. */
export const graphql: Format = {
  name: 'graphql',
  recognises: (body) =>
    recordsOf(body.errors).some(
      (error) => typeof error.message === 'string' && ('extensions' in error || 'locations' in error),
    ),
  read: (body, notes) => {
    for (const error of recordsOf(body.errors)) {
      take(error, notes, 'message');
      const extensions = isRecord(error.extensions) ? error.extensions : {};
      take(extensions, notes, 'code', 'classification', 'reason');
      const exception = isRecord(extensions.exception) ? extensions.exception : {};
      take(exception, notes, 'name', 'code');
    }
  },
};
