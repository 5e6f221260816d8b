import { caseOf } from '../cases.ts';
import { fixtures } from '../fixtures.ts';
import { at, load, refused } from '../stories.ts';

const read = load(0, '"v1"');

fixtures('token-never-issued', {
  cause: [
    {
      story: 'the time of the page’s clock',
      file: caseOf(refused(30, `"${at(30) - 40}"`), [read]),
      strength: 'likely',
      says: /time of the save/,
    },
    {
      story: 'a date cut to milliseconds',
      file: caseOf(refused(30, '"2026-03-02T08:00:00.123Z"'), [load(0, '"2026-03-02T08:00:00.123456Z"')]),
      strength: 'likely',
      says: /other precision/,
    },
    { story: 'from nowhere', file: caseOf(refused(30, '"main"'), [read]), strength: 'likely' },
    {
      story: 'bodies that may have held it were not kept',
      file: caseOf(refused(30, '"main"'), [
        load(0, '"v1"', { responseBody: { state: 'not-kept', why: 'evicted', length: 9 } }),
      ]),
      strength: 'possible',
    },
  ],
  ruledOut: [
    { story: 'the read brought it', file: caseOf(refused(30, '"v1"'), [read]) },
    { story: 'only the quotes are missing', file: caseOf(refused(30, 'v1'), [read]) },
    {
      story: 'a list had brought it',
      file: caseOf(refused(30, '"v0"'), [read], {
        neighbours: [load(5, null, { url: 'https://api.test/notes', responseBody: '[{"id":1,"etag":"\\"v0\\""}]' })],
      }),
    },
    {
      story: 'the next number, as the server wants it',
      file: caseOf(refused(30, null, { status: 409, requestBody: '{"version":{"number":2}}' }), [
        load(0, null, { responseBody: '{"version":{"number":1}}' }),
      ]),
    },
  ],
  unknown: [
    { story: 'nothing was recorded before the save', file: caseOf(refused(30, '"v9"')) },
    { story: 'only another tab’s read was recorded', file: caseOf(refused(30, '"v9"'), [{ ...read, tabId: 2 }]) },
  ],
  notApplicable: [
    { story: 'the save named no version', file: caseOf(refused(30, null), [read]) },
    { story: 'the word null is no version', file: caseOf(refused(30, 'null'), [read]) },
  ],
});
