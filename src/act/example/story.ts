import type { HeaderList } from '../../http/header-list.ts';
import type { Exchange } from '../../record/exchange.ts';
import { exchange, json, url } from './exchange.ts';

const minute = 60_000;
const text = (note: object): string => JSON.stringify(note, null, 2);

const read = { title: 'Bread', text: 'Flour, water, salt.', tags: ['baking'] };
/** What the person wrote, and what somebody else saved in the nine minutes before. */
const mine = { ...read, title: 'Sourdough bread', text: 'Flour, water, salt, starter.' };
export const theirs = text({ ...read, title: 'Bread for Sunday', tags: ['baking', 'weekend'] });

export const refused = text({ error: 'The note was changed since you opened it.' });

/** Fields of an answer of the made-up server. */
export function answered(version: number | null, at: number): HeaderList {
  const fields: HeaderList = [['Date', new Date(at).toUTCString()], json, ['Cache-Control', 'no-cache']];
  return version === null ? fields : [...fields, ['ETag', `"v${version}"`]];
}

/** The version that the page read, and the one that the server holds since somebody else saved. */
export const versions = { read: 7, held: 8 } as const;

/** A read, and a save that was refused because somebody else had saved meanwhile; oldest first. */
export function exampleStory(now: number): readonly [Exchange, Exchange] {
  const [opened, saved] = [now - 10 * minute, now - minute];
  const first = exchange({
    id: 'example-read',
    startedAt: opened,
    received: answered(versions.read, opened),
    responseBody: text(read),
  });
  const refusal = exchange({
    id: 'example-refusal',
    method: 'PUT',
    status: 412,
    startedAt: saved,
    sent: [['If-Match', `"v${versions.read}"`], json],
    received: answered(null, saved),
    requestBody: text(mine),
    responseBody: refused,
  });
  return [first, refusal];
}

export { url };
