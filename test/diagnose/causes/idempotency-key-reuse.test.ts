import { documented, unread } from '../documented.ts';
import { fixtures } from '../fixtures.ts';

fixtures('idempotency-key-reuse', {
  cause: [
    { story: 'the key is in flight', file: documented('stripe-01'), strength: 'likely' },
    { story: 'the key had other content', file: documented('grape-idempotency-01'), strength: 'likely' },
  ],
  ruledOut: [
    { story: 'exists', file: documented('harbor-01') },
    { story: 'in use', file: documented('docker-engine-06') },
  ],
  unknown: [
    { story: 'the answer was not kept', file: unread('stripe-01'), says: /not kept/ },
    {
      story: 'the answer has no words',
      file: documented('stripe-01', { responseBody: { state: 'none' } }),
      says: /no reason/,
    },
  ],
});
