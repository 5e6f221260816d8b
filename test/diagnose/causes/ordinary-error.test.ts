import { documented, unread } from '../documented.ts';
import { fixtures } from '../fixtures.ts';

fixtures('ordinary-error', {
  cause: [{ story: 'a field failed its check', file: documented('webwork-renderer-01'), strength: 'possible' }],
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
