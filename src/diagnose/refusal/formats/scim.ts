import { isList } from '../json.ts';
import { type Format, take } from './format.ts';

/** RFC 7644 §3.12: `scimType` (`uniqueness`, `mutability`, …) and `detail`. */
export const scim: Format = {
  name: 'scim',
  complete: true,
  recognises: ({ schemas }) =>
    isList(schemas) && schemas.some((one) => typeof one === 'string' && /:scim:.*:Error$/i.test(one)),
  read: (body, notes) => {
    if (body.scimType === 'uniqueness') notes.means(body.scimType, 'exists');
    take(body, notes, 'scimType', 'detail');
  },
};
