import { caseOf } from '../cases.ts';
import { fixtures } from '../fixtures.ts';
import { check, load, refused, saved } from '../stories.ts';

const read = load(0, '"1"');
const save = refused(30, '"1"', { status: 409 });

fixtures('expected-by-app', {
  cause: [
    {
      story: 'read anew and saved at once',
      file: caseOf(save, [read, load(30.1, '"2"'), saved(30.2, '"2"', '"3"')]),
      strength: 'proven',
      says: /got 200/,
    },
    { story: 'a little later', file: caseOf(save, [read, saved(33, '"2"', '"3"')]), strength: 'likely' },
  ],
  ruledOut: [
    { story: 'the next try was refused too', file: caseOf(save, [read, refused(30.3, '"1"')]), says: /not accepted/ },
    {
      story: 'nothing followed',
      file: caseOf(save, [read, ...check(60, save, '"2"', ['"2"', '"2"'])]),
      says: /five seconds/,
    },
    { story: 'a person saved half a minute later', file: caseOf(save, [read, saved(60, '"2"', '"3"')]) },
    {
      story: 'Resave’s own replay is not the app',
      file: caseOf(save, [read, saved(40, '"2"', '"3"', { parent: { id: save.id, role: 'replay-send', note: '' } })]),
    },
  ],
  unknown: [{ story: 'nothing was seen since', file: caseOf(save, [read]), says: /not seen yet/ }],
});
