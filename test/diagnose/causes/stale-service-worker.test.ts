import { caseOf } from '../cases.ts';
import { fixtures } from '../fixtures.ts';
import { cached, check, load, refused, saved } from '../stories.ts';

const first = load(0, '"1"');
const own = saved(10, '"1"', '"2"');
const again = cached(20, '"1"', 0, { servedBy: 'service-worker' });
const save = refused(30, '"1"');
const worker = check(40, save, '"1"', ['"1"', '"1"'], { normalFrom: 'service-worker', servedBy: 'service-worker' });
const past = (tag: string) =>
  load(41, tag, { url: 'https://api.test/notes/1?_=x', parent: { id: save.id, role: 'probe', note: 'unknown-query' } });

fixtures('stale-service-worker', {
  cause: [
    {
      story: 'saved, then the worker gave the copy from before; not checked',
      file: caseOf(save, [first, own, again]),
      strength: 'likely',
    },
    {
      story: 'the check meets the worker too',
      file: caseOf(save, [first, own, again, ...worker]),
      strength: 'proven',
      says: /worker still answers/,
    },
    {
      story: 'fresh reads passed the worker',
      file: caseOf(save, [first, own, again, ...check(40, save, '"2"', ['"2"', '"2"'])]),
      strength: 'proven',
    },
    {
      story: 'when the newer version came is not known',
      file: caseOf(save, [again, ...worker, past('"2"')]),
      strength: 'likely',
      says: /server holds "2"/,
    },
  ],
  ruledOut: [
    { story: 'the network answered the read', file: caseOf(save, [first]) },
    { story: 'the browser’s cache answered it', file: caseOf(save, [cached(20, '"1"', 0)]) },
    {
      story: 'the server holds the worker’s version',
      file: caseOf(save, [again, ...worker, past('"1"')]),
      says: /still holds/,
    },
  ],
  unknown: [
    {
      story: 'the worker answered and nothing was checked',
      file: caseOf(save, [again]),
      probe: 'cached-against-fresh',
    },
    { story: 'the worker answers the check too', file: caseOf(save, [again, ...worker]), probe: 'unknown-query' },
    { story: 'nothing was recorded before the save', file: caseOf(save), says: /No read/ },
  ],
  notApplicable: [{ story: 'the save named no version', file: caseOf(refused(30, null), [again]) }],
});
