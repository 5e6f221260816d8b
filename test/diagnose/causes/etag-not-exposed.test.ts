import { caseOf } from '../cases.ts';
import { fixtures } from '../fixtures.ts';
import { load, refused } from '../stories.ts';

const cors = (...more: readonly (readonly [string, string])[]) =>
  load(0, null, { received: [['ETag', '"1"'], ['Access-Control-Allow-Origin', 'https://app.test'], ...more] });
const demanded = refused(30, null, { status: 428, responseBody: '{"message":"A change must carry If-Match."}' });

fixtures('etag-not-exposed', {
  cause: [
    {
      story: 'hidden, and the server demands one',
      file: caseOf(demanded, [cors()]),
      strength: 'proven',
      says: /does not expose it/,
    },
    {
      story: 'hidden, and the page sent the word null',
      file: caseOf(refused(30, 'null'), [cors()]),
      strength: 'proven',
      says: /If-Match: null/,
    },
    {
      story: 'other fields are exposed',
      file: caseOf(demanded, [cors(['Access-Control-Expose-Headers', 'X-Request-Id, Link'])]),
      strength: 'proven',
    },
    {
      story: 'a star does not count with cookies',
      file: caseOf(demanded, [
        cors(['Access-Control-Expose-Headers', '*'], ['Access-Control-Allow-Credentials', 'true']),
      ]),
      strength: 'proven',
    },
    {
      story: 'a bare 409 to a save without a version',
      file: caseOf(refused(30, null, { status: 409, responseBody: null }), [cors()]),
      strength: 'possible',
    },
    {
      story: 'nothing names the page but the read itself, as in Firefox’s DevTools',
      file: caseOf(demanded, [
        load(0, '"1"', {
          initiator: null,
          sent: [['Origin', 'https://app.test']],
        }),
      ]),
      strength: 'proven',
      says: /from https:\/\/app\.test/,
    },
  ],
  ruledOut: [
    {
      story: 'another extension took it first',
      file: caseOf(demanded, [load(0, '"1"', { seen: [] })]),
      says: /taken away/,
    },
    { story: 'exposed', file: caseOf(demanded, [cors(['Access-Control-Expose-Headers', 'Link, etag'])]) },
    { story: 'all fields are exposed', file: caseOf(demanded, [cors(['Access-Control-Expose-Headers', '*'])]) },
    {
      story: 'one origin',
      file: caseOf(demanded, [{ ...cors(), initiator: 'https://api.test/page' }]),
      says: /one origin/,
    },
    { story: 'no ETag at all', file: caseOf(demanded, [load(0, null)]) },
    { story: 'the save carried one', file: caseOf(refused(30, '"1"'), [cors()]) },
  ],
  unknown: [
    { story: 'no read was recorded', file: caseOf(demanded), probe: 'cached-against-fresh' },
    { story: 'who asked was not seen', file: caseOf(demanded, [{ ...cors(), initiator: null }]) },
  ],
  notApplicable: [
    {
      story: 'the refusal speaks of a name that is taken',
      file: caseOf(
        refused(30, null, {
          status: 409,
          responseBody: '{"code":"23505","message":"duplicate key value violates unique constraint"}',
        }),
        [cors()],
      ),
    },
  ],
});
