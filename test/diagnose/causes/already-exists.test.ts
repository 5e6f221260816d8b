import { documented, unread } from '../documented.ts';
import { fixtures } from '../fixtures.ts';

fixtures('already-exists', {
  cause: [
    { story: 'PostgreSQL says 23505', file: documented('postgrest-01'), strength: 'proven' },
    { story: 'a sentence says so', file: documented('harbor-01'), strength: 'likely' },
    { story: 'an update takes another user’s name', file: documented('keycloak-02'), strength: 'likely' },
    {
      story: 'the type says version conflict, the sentence says exists',
      file: documented('opensearch-02'),
      strength: 'likely',
    },
  ],
  ruledOut: [
    { story: 'another operation runs', file: documented('docker-engine-05') },
    { story: 'the database says foreign key', file: documented('nest-users-01') },
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
