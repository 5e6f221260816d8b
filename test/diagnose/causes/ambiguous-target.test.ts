import { documented, unread } from '../documented.ts';
import { fixtures } from '../fixtures.ts';

fixtures('ambiguous-target', {
  cause: [
    { story: 'two resources match', file: documented('hapi-fhir-02'), strength: 'likely' },
    { story: 'the search was not selective', file: documented('microsoft-fhir-server-03'), strength: 'likely' },
  ],
  ruledOut: [
    { story: 'exists', file: documented('harbor-01') },
    { story: 'in use', file: documented('docker-engine-06') },
  ],
  unknown: [
    { story: 'the answer was not kept', file: unread('hapi-fhir-02'), says: /not kept/ },
    {
      story: 'the answer has no words',
      file: documented('hapi-fhir-02', { responseBody: { state: 'none' } }),
      says: /no reason/,
    },
  ],
});
