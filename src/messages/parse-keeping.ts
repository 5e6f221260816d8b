import { type Fields, isString } from '../http/unknown.ts';
import { parseChoices } from '../record/choices.ts';
import type { Requests } from './protocol.ts';

type Parse<K extends keyof Requests> = (payload: Fields) => Requests[K]['ask'] | null;

/** What the settings page asks. Choices out of bounds are moved into them. */
export const parseKeeping: { readonly choose: Parse<'choose'>; readonly forget: Parse<'forget'> } = {
  choose: (payload) => parseChoices(payload),
  forget({ origin, unsaved }) {
    // Only a clear word deletes: what is neither a site nor "all" is nothing.
    if (typeof unsaved !== 'boolean' || !(origin === null || (isString(origin) && origin !== ''))) return null;
    return { origin, unsaved };
  },
};
