import { type Format, take } from './format.ts';

/** AWS JSON protocols: `__type` (before `#` stands a namespace), message in either case. */
export const awsJson: Format = {
  name: 'aws',
  recognises: (body) => typeof body.__type === 'string',
  read: (body, notes) => {
    if (typeof body.__type === 'string') notes.code(body.__type.slice(body.__type.lastIndexOf('#') + 1));
    take(body, notes, 'message', 'Message', 'errorMessage');
  },
};
