import { isList, isRecord, type JsonRecord } from '../json.ts';
import type { Format } from './format.ts';

/** The fields' own lists: below `errors` (Rails, Laravel, ASP.NET, Mongoose) or at the top (Django REST framework). */
function fieldsOf(body: JsonRecord): readonly (readonly [field: string, said: readonly string[]])[] {
  const holder = isRecord(body.errors) ? body.errors : body;
  return Object.entries(holder)
    .slice(0, 50)
    .flatMap(([field, said]) => {
      const list = isList(said) ? said.filter((one): one is string => typeof one === 'string') : [];
      return list.length > 0 && (holder !== body || list.length === (isList(said) ? said.length : 0))
        ? [[field, list] as const]
        : [];
    });
}

const notFields =
  /^(errors?|messages?|details?|non_field_errors|base|_errors|causes?|warnings|schemas|stack|trace|path)$/i;

/** Rails, Laravel, Django, ASP.NET: `{ email: ["has already been taken"] }`. The field's name belongs to the sentence. */
export const validation: Format = {
  name: 'validation',
  recognises: (body) => fieldsOf(body).some(([field]) => !notFields.test(field)),
  read: (body, notes) => {
    for (const [field, said] of fieldsOf(body)) {
      if (notFields.test(field)) for (const text of said) notes.text(text);
      else {
        notes.field(field);
        for (const text of said) notes.text(`${field} ${text}`);
      }
    }
  },
};
