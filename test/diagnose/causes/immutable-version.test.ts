import { documented, unread } from '../documented.ts';
import { fixtures } from '../fixtures.ts';

fixtures('immutable-version', {
  cause: [{ story: 'a package that was published', file: documented('verdaccio-01'), strength: 'likely' }],
  ruledOut: [
    { story: 'a name is taken', file: documented('keycloak-01') },
    { story: 'the thing is in use', file: documented('docker-engine-06') },
  ],
  unknown: [
    { story: 'the answer was not kept', file: unread('verdaccio-01'), says: /not kept/ },
    {
      story: 'the answer has no words',
      file: documented('verdaccio-01', { responseBody: { state: 'none' } }),
      says: /no reason/,
    },
  ],
});
