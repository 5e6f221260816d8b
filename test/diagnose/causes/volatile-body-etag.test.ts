import { caseOf } from '../cases.ts';
import { fixtures } from '../fixtures.ts';
import { check, load, looks, refused } from '../stories.ts';

const shown = (csrf: string, title = 'a') => JSON.stringify({ title, csrf });
const page = (nonce: string) => `<form><input type="hidden" name="nonce" value="${nonce}"><p>The same text</p></form>`;
const read = load(0, '"h0"', { responseBody: shown('q81Zk0') });
const save = refused(30, '"h0"');

fixtures('volatile-body-etag', {
  cause: [
    {
      story: 'each answer holds a new token, and each has another tag',
      file: caseOf(save, [
        read,
        ...looks(40, save, ['"h1"', shown('pa93Xb')], ['"h2"', shown('Lk02sd')], ['"h3"', shown('zz71Qw')]),
      ]),
      strength: 'proven',
      says: /only \$\.csrf differs/,
    },
    {
      story: 'the token is a secret and was replaced',
      file: caseOf(save, [
        read,
        ...looks(
          40,
          save,
          ['"h1"', shown('‹redacted #a1b2›')],
          ['"h2"', shown('‹redacted #93c1›')],
          ['"h3"', shown('‹redacted #0f0f›')],
        ),
      ]),
      strength: 'proven',
    },
    {
      story: 'a page with a new nonce',
      file: caseOf(save, [
        read,
        ...looks(40, save, ['"h1"', page('a1b2c3d4')], ['"h2"', page('e5f6a7b8')], ['"h3"', page('c9d0e1f2')]),
      ]),
      strength: 'proven',
      says: /one stretch/,
    },
  ],
  ruledOut: [
    {
      story: 'the version stands still',
      file: caseOf(save, [read, ...looks(40, save, ['"h0"', shown('x')], ['"h0"', shown('x')], ['"h0"', shown('x')])]),
    },
    {
      story: 'the content is the same',
      file: caseOf(save, [read, ...looks(40, save, ['"h1"', shown('x')], ['"h2"', shown('x')], ['"h1"', shown('x')])]),
      says: /content is the same/,
    },
    {
      story: 'somebody adds a line between the reads',
      file: caseOf(save, [
        read,
        ...looks(
          40,
          save,
          ['"h1"', shown('x', 'one')],
          ['"h2"', shown('x', 'one, two')],
          ['"h3"', shown('x', 'one, two, three')],
        ),
      ]),
      says: /real content/,
    },
  ],
  unknown: [
    { story: 'nothing was checked', file: caseOf(save, [read]), probe: 'cached-against-fresh' },
    {
      story: 'the bodies were not kept',
      file: caseOf(save, [
        read,
        ...check(40, save, '"h1"', ['"h2"', '"h3"'], {
          responseBody: { state: 'not-kept', why: 'too-large', length: 9 },
        }),
      ]),
      probe: 'repeated-reads',
    },
  ],
  notApplicable: [{ story: 'the save named no version', file: caseOf(refused(30, null), [read]) }],
});
