import { isRecord } from '../json.ts';
import { type Format, recordsOf, take } from './format.ts';

/** JSON:API 1.1 §11: `errors[]` with code, title, detail and the place in the request. */
export const jsonApi: Format = {
  name: 'json-api',
  recognises: (body) =>
    recordsOf(body.errors).some((error) => 'detail' in error || 'source' in error) && !('type' in body),
  read: (body, notes) => {
    for (const error of recordsOf(body.errors)) {
      if (typeof error.code === 'string') notes.code(error.code);
      take(error, notes, 'title', 'detail');
      const source = isRecord(error.source) ? error.source : {};
      for (const place of [source.pointer, source.parameter]) if (typeof place === 'string') notes.field(place);
    }
  },
};
