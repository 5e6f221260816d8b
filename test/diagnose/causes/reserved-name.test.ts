import { documented, unread } from '../documented.ts';
import { fixtures } from '../fixtures.ts';

fixtures('reserved-name', {
  cause: [
    { story: 'something deleted holds the name', file: documented('azure-key-vault-01'), strength: 'likely' },
    { story: 'a deleted vault holds it', file: documented('azure-key-vault-03'), strength: 'likely' },
  ],
  ruledOut: [
    { story: 'an ordinary duplicate', file: documented('flowable-02') },
    { story: 'a limit is reached', file: documented('azure-blob-storage-12') },
  ],
  unknown: [
    { story: 'the answer was not kept', file: unread('azure-key-vault-01'), says: /not kept/ },
    {
      story: 'the answer has no words',
      file: documented('azure-key-vault-01', { responseBody: { state: 'none' } }),
      says: /no reason/,
    },
  ],
});
