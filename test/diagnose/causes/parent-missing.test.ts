import { documented, unread } from '../documented.ts';
import { fixtures } from '../fixtures.ts';

fixtures('parent-missing', {
  cause: [
    { story: 'a collection is missing', file: documented('sabre-dav-nextcloud-owncloud-04'), strength: 'likely' },
    { story: 'MKCOL below nothing', file: documented('sabre-dav-nextcloud-owncloud-05'), strength: 'likely' },
  ],
  ruledOut: [
    { story: 'locked', file: documented('sabre-dav-nextcloud-owncloud-06') },
    { story: 'exists', file: documented('harbor-01') },
  ],
  unknown: [
    { story: 'the answer was not kept', file: unread('sabre-dav-nextcloud-owncloud-04'), says: /not kept/ },
    {
      story: 'the answer has no words',
      file: documented('sabre-dav-nextcloud-owncloud-04', { responseBody: { state: 'none' } }),
      says: /no reason/,
    },
  ],
});
