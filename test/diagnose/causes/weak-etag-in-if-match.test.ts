import type { HeaderList } from '../../../src/http/header-list.ts';
import { caseOf, exchange } from '../cases.ts';
import { documented } from '../documented.ts';
import { fixtures } from '../fixtures.ts';

/** A save with this If-Match, answered 412 with these fields. */
function save(tag: string | null, received: HeaderList = [], status = 412) {
  return caseOf(exchange({ method: 'PUT', status, sent: tag === null ? [] : [['If-Match', tag]], received }));
}

fixtures('weak-etag-in-if-match', {
  cause: [
    {
      story: 'a compressing server weakened it',
      file: documented('webdav-behind-a-compressing--01'),
      strength: 'likely',
    },
    { story: 'the refusal names the same version', file: save('W/"a1"', [['ETag', '"a1"']]), strength: 'proven' },
    { story: 'a weak tag of an unknown kind', file: save('W/"q8-zz"'), strength: 'possible' },
  ],
  ruledOut: [
    { story: 'a strong tag', file: save('"a1"') },
    { story: 'the server holds another version', file: documented('netbox-01'), says: /another version/ },
  ],
  unknown: [
    {
      story: 'a server that counts versions',
      file: documented('microsoft-fhir-server-01'),
      says: /not known/,
      probe: 'head',
    },
  ],
  notApplicable: [{ story: 'nothing was sent', file: save(null) }],
});
