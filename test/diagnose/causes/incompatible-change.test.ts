import { documented, unread } from '../documented.ts';
import { fixtures } from '../fixtures.ts';

fixtures('incompatible-change', {
  cause: [
    { story: 'a schema that does not fit', file: documented('confluent-schema-registry-01'), strength: 'likely' },
    { story: 'an unsupported protocol version', file: documented('tus-resumable-upload-02'), strength: 'likely' },
  ],
  ruledOut: [
    { story: 'exists', file: documented('harbor-01') },
    { story: 'in use', file: documented('docker-engine-06') },
  ],
  unknown: [
    { story: 'the answer was not kept', file: unread('confluent-schema-registry-01'), says: /not kept/ },
    {
      story: 'the answer has no words',
      file: documented('confluent-schema-registry-01', { responseBody: { state: 'none' } }),
      says: /no reason/,
    },
  ],
});
