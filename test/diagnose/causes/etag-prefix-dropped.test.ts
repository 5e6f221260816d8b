import { caseOf } from '../cases.ts';
import { fixtures } from '../fixtures.ts';
import { check, load, refused } from '../stories.ts';

const read = load(0, 'W/"3"');
const save = refused(30, '"3"');

fixtures('etag-prefix-dropped', {
  cause: [
    { story: 'read with W/, sent without', file: caseOf(save, [read]), strength: 'likely', says: /read W\/"3"/ },
    {
      story: 'and the server still holds it',
      file: caseOf(save, [read, ...check(40, save, 'W/"3"', ['W/"3"', 'W/"3"'])]),
      strength: 'likely',
      says: /still holds/,
    },
  ],
  ruledOut: [
    { story: 'sent as it was read', file: caseOf(refused(30, 'W/"3"'), [read]) },
    { story: 'the server’s tag is strong', file: caseOf(save, [load(0, '"3"')]) },
    { story: 'really changed', file: caseOf(save, [read, ...check(40, save, 'W/"4"', ['W/"4"', 'W/"4"'])]) },
    {
      story: 'cut off on its way',
      file: caseOf({ ...save, headers: { ...save.headers, set: [['If-Match', 'W/"3"']] } }, [read]),
    },
  ],
  unknown: [
    { story: 'nothing was recorded before the save', file: caseOf(save) },
    { story: 'where the version came from was not recorded', file: caseOf(save, [load(0, 'W/"2"')]) },
  ],
  notApplicable: [{ story: 'the save named no version', file: caseOf(refused(30, null), [read]) }],
});
