import { caseOf, exchange } from '../cases.ts';
import { documented } from '../documented.ts';
import { fixtures } from '../fixtures.ts';

fixtures('create-only-precondition', {
  cause: [
    { story: 'If-None-Match: * on something', file: documented('lakefs-04'), strength: 'likely' },
    { story: 'Overwrite: F', file: documented('sabre-dav-nextcloud-owncloud-03'), strength: 'likely' },
    {
      story: 'op_type=create under a version conflict',
      file: documented('elasticsearch-kibana-proxy-01'),
      strength: 'likely',
    },
    {
      story: 'an empty 412',
      file: caseOf(exchange({ method: 'PUT', status: 412, sent: [['If-None-Match', '*']] })),
      strength: 'likely',
    },
  ],
  ruledOut: [
    { story: 'an ordinary create', file: documented('harbor-01'), says: /did not ask/ },
    { story: 'If-Match', file: documented('spring-data-rest-02') },
  ],
  unknown: [
    {
      story: 'the request’s fields were not seen',
      file: documented('harbor-01', { headers: { set: null, sent: null, received: null, seen: null } }),
      says: /not seen/,
    },
  ],
});
