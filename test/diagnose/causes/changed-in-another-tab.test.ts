import { caseOf } from '../cases.ts';
import { fixtures } from '../fixtures.ts';
import { at, load, refused, saved } from '../stories.ts';

const read = load(0, '"1"');
const save = refused(30, '"1"');
const whole = { recordingSince: at(-60) };
const theirs = saved(10, '"1"', '"2"', { tabId: 2 });

fixtures('changed-in-another-tab', {
  cause: [
    {
      story: 'tab 2 saved in between',
      file: caseOf(save, [read, theirs]),
      strength: 'proven',
      says: /Tab 2 saved .* "2"/,
    },
    {
      story: 'its answer named no version, a later read did',
      file: caseOf(save, [read, saved(10, '"1"', null, { tabId: 2 }), load(12, '"2"', { tabId: 2 })]),
      strength: 'proven',
    },
    {
      story: 'no version was named at all',
      file: caseOf(save, [read, saved(10, '"1"', null, { tabId: 2, status: 204 })]),
      strength: 'likely',
    },
    { story: 'the page’s read was not recorded', file: caseOf(save, [theirs]), strength: 'likely' },
    {
      story: 'a worker saved',
      file: caseOf(save, [read, saved(10, '"1"', '"2"', { tabId: -1 })]),
      strength: 'likely',
      says: /worker/,
    },
    {
      story: 'the other tab’s save broke off',
      file: caseOf(save, [read, saved(10, '"1"', null, { tabId: 2, status: null, error: 'net::ERR_FAILED' })]),
      strength: 'possible',
    },
    {
      story: 'its answer came after the refusal',
      file: caseOf(save, [read, saved(29, '"1"', '"2"', { tabId: 2, endedAt: at(40) })]),
      strength: 'likely',
    },
  ],
  ruledOut: [
    { story: 'all tabs were recorded and none saved', file: caseOf(save, [read], whole) },
    {
      story: 'the other tab saved before the page read',
      file: caseOf(refused(30, '"2"'), [saved(-10, '"1"', '"2"', { tabId: 2 }), load(0, '"2"')], whole),
    },
    { story: 'the other tab’s save was refused', file: caseOf(save, [read, refused(10, '"0"', { tabId: 2 })], whole) },
  ],
  unknown: [
    { story: 'DevTools alone does not see other tabs', file: caseOf(save, [read]), says: /other tabs/, probe: null },
    {
      story: 'recording began after the read',
      file: caseOf(save, [read], { recordingSince: at(5) }),
      says: /not recorded/,
    },
    { story: 'nothing was recorded before the save', file: caseOf(save, [], whole), says: /No read/ },
  ],
  notApplicable: [{ story: 'the save named no version', file: caseOf(refused(30, null), [read, theirs]) }],
});
