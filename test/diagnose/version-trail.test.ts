import { describe, expect, it } from 'vitest';
import { versionTrail } from '../../src/diagnose/version-trail.ts';
import type { Exchange } from '../../src/record/exchange.ts';
import { caseOf, exchange, type Sketch } from './cases.ts';

const json: [string, string] = ['Content-Type', 'application/json'];
const read = (body: object, more: Sketch = {}) =>
  exchange({ received: [json], responseBody: JSON.stringify(body), ...more });
const save = (body: object, more: Sketch = {}) =>
  exchange({ method: 'PUT', status: 409, sent: [json], requestBody: JSON.stringify(body), ...more });

/** What each exchange told and each save claimed, in the order of time. */
function followed(...all: readonly Exchange[]) {
  const refused = all.at(-1) ?? save({});
  const file = caseOf(refused, all.slice(0, -1));
  const trail = versionTrail(file);
  return trail === null
    ? null
    : { ...trail, told: file.history.map(trail.told), claimed: file.history.map(trail.claimed) };
}

describe('the trail of versions', () => {
  it('follows a version in the body, and its shorter spelling in the answers to saves', () => {
    const seen = followed(
      read({ _id: 'a', _rev: '3-abcdefabcdef', title: 'Draft' }),
      save({ _rev: '3-abcdefabcdef' }, { status: 201, responseBody: '{"ok":true,"rev":"4-fedcbafedcba"}' }),
      save({ _rev: '3-abcdefabcdef', title: 'Mine' }),
    );
    expect(seen).toMatchObject({
      where: 'body',
      name: '_rev',
      told: ['3-abcdefabcdef', '4-fedcbafedcba', null],
      claimed: [null, '3-abcdefabcdef', '3-abcdefabcdef'],
    });
  });

  it('follows a number that the save raised by one', () => {
    const raised = (number: number, more: Sketch = {}) => save({ version: { number }, title: 'x' }, more);
    expect(followed(read({ version: { number: 4 } }), raised(5, { status: 200 }), raised(5))).toMatchObject({
      name: 'version.number',
      told: ['4', null, null],
      claimed: [null, '4', '4'],
    });
  });

  it('follows a version that goes out in the query and comes in a header of its own', () => {
    const resource = 'https://api.test/notes/1';
    const seen = followed(
      exchange({ received: [['X-State-Token', '17-aaaaaaaaaaaa']], resource }),
      save({ title: 'Mine' }, { url: `${resource}?rev=17-aaaaaaaaaaaa`, resource }),
    );
    expect(seen).toMatchObject({
      where: 'header',
      name: 'X-State-Token',
      told: ['17-aaaaaaaaaaaa', null],
      claimed: [null, '17-aaaaaaaaaaaa'],
    });
  });

  it('is not known where what the save named cannot be compared with what the answers name', () => {
    const tagged = exchange({ received: [['ETag', '"generated-by-a-framework"']] });
    expect(followed(tagged, save({ version: 5, title: 'Mine' }))).toBeNull();
  });

  it('is not known where the save named no version', () => {
    expect(followed(read({ title: 'Draft', version: 5 }), save({ title: 'Mine' }))).toBeNull();
  });

  it('reads dates where the save stood on a date, however its name is spelt', () => {
    const date = 'Tue, 14 Nov 2023 22:13:20 GMT';
    const seen = followed(
      exchange({ received: [['last-modified', date]] }),
      save({}, { status: 412, sent: [['if-unmodified-since', date]] }),
    );
    expect(seen).toMatchObject({ name: 'Last-Modified', told: [date, null], claimed: [null, date] });
  });
});
