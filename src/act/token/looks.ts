import { JsonNumber } from '../merge/json.ts';
import { isMoment } from '../merge/managed.ts';

/** How much a change from one value to another looks like a new version and not like somebody's words. */
export type Look = 'opaque' | 'counter' | 'moment' | 'content';

export function lookOf(stale: string, fresh: string): Look {
  if (whole(stale) && whole(fresh)) {
    if (BigInt(fresh) <= BigInt(stale)) return 'content';
    return momentOf(stale) && momentOf(fresh) ? 'moment' : 'counter';
  }
  if (momentOf(stale) && momentOf(fresh)) return 'moment';
  return isOpaque(stale) && isOpaque(fresh) ? 'opaque' : 'content';
}

/** Values of the same sort: both numbers, both moments, both opaque or both quoted. */
export function alike(a: string, b: string): boolean {
  if (whole(a) || whole(b)) return whole(a) && whole(b);
  return momentOf(a) === momentOf(b);
}

function whole(text: string): boolean {
  return /^\d{1,30}$/.test(text);
}

function momentOf(text: string): boolean {
  return isMoment(/^\d+$/.test(text) ? new JsonNumber(text) : text);
}

/** Letters, digits and few signs without a blank, long enough and mixed enough to be made by a machine. */
function isOpaque(text: string): boolean {
  if (text.length < 8 || text.length > 200 || !/^(W\/)?[\w+/=:.,"-]+$/.test(text)) return false;
  return /\d/.test(text) && (/[a-z]/i.test(text) || text.length >= 16);
}
