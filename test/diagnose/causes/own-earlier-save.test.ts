import { caseOf } from '../cases.ts';
import { fixtures } from '../fixtures.ts';
import { at, cached, load, refused, saved } from '../stories.ts';

const read = load(0, '"1"');
const save = refused(30, '"1"');
const whole = { recordingSince: at(-60) };

fixtures('own-earlier-save', {
  cause: [
    {
      story: 'saved, then saved again with the first tag',
      file: caseOf(save, [read, saved(10, '"1"', '"2"')]),
      strength: 'proven',
      says: /answered with "2"/,
    },
    {
      story: 'the page read in between and still sent the first tag',
      file: caseOf(save, [read, saved(10, '"1"', '"2"'), load(15, '"2"')]),
      strength: 'proven',
    },
    {
      story: 'the read was not recorded, but the earlier save sent the same tag',
      file: caseOf(save, [saved(10, '"1"', '"2"')]),
      strength: 'proven',
    },
    {
      story: 'where the token came from is not known',
      file: caseOf(save, [saved(10, null, '"2"')]),
      strength: 'likely',
    },
    {
      story: 'the earlier save’s answer named no version',
      file: caseOf(save, [read, saved(10, '"1"', null, { status: 204 })]),
      strength: 'likely',
    },
    {
      story: 'a read showed what the earlier save had made',
      file: caseOf(save, [read, saved(10, '"1"', null, { status: 204 }), load(12, '"2"')]),
      strength: 'likely',
    },
    {
      story: 'the earlier save broke off',
      file: caseOf(save, [read, saved(10, '"1"', null, { status: null, error: 'net::ERR_TIMED_OUT' })]),
      strength: 'possible',
    },
    {
      story: 'Resave had replayed a save, and the page went on with the old version',
      file: caseOf(save, [read, saved(10, '"1"', '"2"', { parent: { id: 'x', role: 'replay-send', note: '' } })]),
      strength: 'proven',
      says: /Resave’s replay/,
    },
  ],
  ruledOut: [
    { story: 'no other save', file: caseOf(save, [read]), says: /No other save/ },
    {
      story: 'the page read again after its save, from the cache',
      file: caseOf(save, [read, saved(10, '"1"', '"2"'), cached(20, '"1"', 0)]),
      says: /read the resource again/,
    },
    { story: 'the page sent the newer version', file: caseOf(refused(30, '"2"'), [read, saved(10, '"1"', '"2"')]) },
    {
      story: 'an extension put the older one in its place',
      file: caseOf(refused(30, '"1"', { set: [['If-Match', '"2"']] }), [read, saved(10, '"1"', '"2"')]),
      says: /did send/,
    },
    { story: 'the earlier save was refused too', file: caseOf(save, [read, refused(10, '"1"')]) },
    {
      story: 'both saves were under way at once',
      file: caseOf(save, [read, saved(29.9, '"1"', '"2"', { endedAt: at(31) })]),
      says: /not answered yet/,
    },
    { story: 'another tab saved', file: caseOf(save, [read, saved(10, '"1"', '"2"', { tabId: 2 })], whole) },
  ],
  unknown: [
    {
      story: 'nothing was recorded before the save',
      file: caseOf(save),
      says: /No read/,
      probe: 'cached-against-fresh',
    },
    {
      story: 'only another tab’s read was recorded',
      file: caseOf(save, [load(0, '"1"', { tabId: 2 })]),
      says: /not recorded/,
    },
  ],
  notApplicable: [
    { story: 'the save named no version', file: caseOf(refused(30, null), [read, saved(10, null, '"2"')]) },
  ],
});
