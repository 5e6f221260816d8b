import { documented, unread } from '../documented.ts';
import { fixtures } from '../fixtures.ts';

fixtures('operation-in-progress', {
  cause: [
    { story: 'an update is in progress', file: documented('aws-lambda-03'), strength: 'likely' },
    { story: 'already running', file: documented('docker-engine-05'), strength: 'likely' },
    { story: 'busy; try later', file: documented('azure-resource-manager-03'), strength: 'likely' },
  ],
  ruledOut: [
    { story: 'exists', file: documented('harbor-01') },
    { story: 'a foreign key', file: documented('nest-users-01') },
  ],
  unknown: [
    { story: 'the answer was not kept', file: unread('docker-engine-05'), says: /not kept/ },
    {
      story: 'the answer has no words',
      file: documented('docker-engine-05', { responseBody: { state: 'none' } }),
      says: /no reason/,
    },
  ],
});
