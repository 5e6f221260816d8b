import { documented, unread } from '../documented.ts';
import { fixtures } from '../fixtures.ts';

fixtures('server-race', {
  cause: [
    { story: 'updated concurrently', file: documented('microsoft-fhir-server-04'), strength: 'likely' },
    { story: 'two writers at once', file: documented('hapi-fhir-01'), strength: 'likely' },
  ],
  ruledOut: [
    { story: 'exists', file: documented('harbor-01') },
    { story: 'in use', file: documented('docker-engine-06') },
  ],
  unknown: [
    { story: 'the answer was not kept', file: unread('harbor-01'), says: /not kept/ },
    {
      story: 'the answer has no words',
      file: documented('harbor-01', { responseBody: { state: 'none' } }),
      says: /no reason/,
    },
  ],
});
