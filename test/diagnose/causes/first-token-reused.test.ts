import { caseOf } from '../cases.ts';
import { fixtures } from '../fixtures.ts';
import { cached, load, refused, saved } from '../stories.ts';

const read = load(0, '"1"');
const save = refused(30, '"1"');

fixtures('first-token-reused', {
  cause: [
    {
      story: 'the first tag with both saves',
      file: caseOf(save, [read, saved(10, '"1"', '"2"')]),
      strength: 'proven',
      says: /was answered with "2"/,
    },
    {
      story: 'the first tag with every save, refused ones among them',
      file: caseOf(save, [read, saved(10, '"1"', '"2"'), refused(20, '"1"')]),
      strength: 'proven',
    },
  ],
  ruledOut: [
    { story: 'the first save', file: caseOf(save, [read]) },
    {
      story: 'the earlier save sent another version',
      file: caseOf(refused(30, '"2"'), [load(0, '"1"'), saved(10, '"1"', '"2"')]),
    },
    {
      story: 'a read gave the old version again',
      file: caseOf(save, [read, saved(10, '"1"', '"2"'), cached(20, '"1"', 0)]),
    },
    { story: 'the answer named no version', file: caseOf(save, [read, saved(10, '"1"', null, { status: 204 })]) },
    { story: 'another tab’s save', file: caseOf(save, [read, saved(10, '"1"', '"2"', { tabId: 2 })]) },
  ],
  unknown: [
    { story: 'nothing was recorded before the save', file: caseOf(save), says: /No read/ },
    { story: 'only another tab’s read was recorded', file: caseOf(save, [load(0, '"1"', { tabId: 2 })]) },
  ],
  notApplicable: [{ story: 'the save named no version', file: caseOf(refused(30, null), [read]) }],
});
