import { body, caseOf } from '../cases.ts';
import { fixtures } from '../fixtures.ts';
import { check, load, looks, refused } from '../stories.ts';

const note = '{"title":"a"}';
const other = '{"title":"b"}';
const read = load(0, '"n1"', { responseBody: note });
const save = refused(30, '"n1"');

fixtures('flapping-etag', {
  cause: [
    {
      story: 'two nodes take turns with the same content',
      file: caseOf(save, [read, ...looks(40, save, ['"n1"', note], ['"n2"', note], ['"n1"', note])]),
      strength: 'proven',
      says: /same in all/,
    },
    {
      story: 'every read has another tag, the content stays',
      file: caseOf(save, [read, ...looks(40, save, ['"n2"', note], ['"n3"', note], ['"n4"', note])]),
      strength: 'likely',
    },
    {
      story: 'bodies in which a secret was replaced can only look the same',
      file: caseOf(save, [
        read,
        ...looks(40, save, ['"n1"', note], ['"n2"', note], ['"n1"', note]).map((x) => ({
          ...x,
          responseBody: { ...body(note), redacted: true } as typeof x.responseBody,
        })),
      ]),
      strength: 'likely',
    },
  ],
  ruledOut: [
    {
      story: 'the version stands still',
      file: caseOf(save, [read, ...looks(40, save, ['"n1"', note], ['"n1"', note], ['"n1"', note])]),
    },
    {
      story: 'somebody else edits all the time',
      file: caseOf(save, [
        read,
        ...looks(40, save, ['"2"', other], ['"3"', '{"title":"c"}'], ['"4"', '{"title":"d"}']),
      ]),
      says: /content changed too/,
    },
    {
      story: 'an old copy comes back',
      file: caseOf(save, [read, ...looks(40, save, ['"2"', other], ['"1"', note], ['"2"', other])]),
    },
  ],
  unknown: [
    { story: 'nothing was checked', file: caseOf(save, [read]), probe: 'cached-against-fresh' },
    {
      story: 'the bodies were not kept',
      file: caseOf(save, [
        read,
        ...check(40, save, '"n1"', ['"n2"', '"n1"'], {
          responseBody: { state: 'not-kept', why: 'evicted', length: 20 },
        }),
      ]),
      probe: 'repeated-reads',
    },
  ],
  notApplicable: [{ story: 'the save named no version', file: caseOf(refused(30, null), [read]) }],
});
