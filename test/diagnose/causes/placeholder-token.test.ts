import type { HeaderList } from '../../../src/http/header-list.ts';
import { caseOf, exchange } from '../cases.ts';
import { documented } from '../documented.ts';
import { fixtures } from '../fixtures.ts';
import { load, refused } from '../stories.ts';

/** A save with this If-Match, answered 412 with these fields. */
function save(tag: string | null, received: HeaderList = [], status = 412) {
  return caseOf(exchange({ method: 'PUT', status, sent: tag === null ? [] : [['If-Match', tag]], received }));
}

fixtures('placeholder-token', {
  cause: [
    { story: 'the word undefined', file: save('undefined'), strength: 'proven' },
    { story: 'null in quotes', file: save('"null"'), strength: 'proven' },
    { story: 'an object written out', file: save('W/"[object Object]"'), strength: 'proven' },
    {
      story: 'in the query',
      file: caseOf(exchange({ method: 'PUT', status: 409, url: 'https://api.test/notes/1?rev=undefined' })),
      strength: 'likely',
    },
    {
      story: 'another extension had taken the ETag away',
      file: caseOf(refused(30, 'null', { set: [['If-Match', 'null']] }), [load(0, '"1"', { seen: [] })]),
      strength: 'likely',
      says: /ETag was taken away/,
    },
  ],
  ruledOut: [{ story: 'a tag', file: save('"abc"'), says: /no placeholder/ }],
  unknown: [
    {
      story: 'the request’s fields were not seen',
      file: documented('nextcloud-02', { headers: { set: null, sent: null, received: null, seen: null } }),
      says: /not seen/,
    },
  ],
  notApplicable: [{ story: 'nothing was sent', file: save(null) }],
});
