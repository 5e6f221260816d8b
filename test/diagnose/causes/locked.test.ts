import { caseOf, exchange } from '../cases.ts';
import { documented, unread } from '../documented.ts';
import { fixtures } from '../fixtures.ts';

fixtures('locked', {
  cause: [
    { story: 'a lock token is wanted', file: documented('sabre-dav-nextcloud-owncloud-06'), strength: 'likely' },
    { story: 'a lease is there', file: documented('azure-blob-storage-04'), strength: 'likely' },
    { story: 'checked out by another', file: documented('onedrive-02'), strength: 'likely' },
    { story: 'a bare 423', file: caseOf(exchange({ method: 'PUT', status: 423 })), strength: 'possible' },
  ],
  ruledOut: [
    { story: 'exists', file: documented('harbor-01') },
    { story: 'in use', file: documented('docker-engine-06') },
  ],
  unknown: [{ story: 'the answer was not kept', file: unread('harbor-01'), says: /not kept/ }],
});
