import { documented, unread } from '../documented.ts';
import { fixtures } from '../fixtures.ts';

fixtures('field-ownership', {
  cause: [
    { story: 'another manager’s field', file: documented('kubernetes-05'), strength: 'likely' },
    { story: 'a plugin owns it', file: documented('grafana-03'), strength: 'likely' },
  ],
  ruledOut: [
    { story: 'exists', file: documented('grafana-02') },
    { story: 'in use', file: documented('docker-engine-06') },
  ],
  unknown: [
    { story: 'the answer was not kept', file: unread('grafana-03'), says: /not kept/ },
    {
      story: 'the answer has no words',
      file: documented('grafana-03', { responseBody: { state: 'none' } }),
      says: /no reason/,
    },
  ],
});
