import { documented, unread } from '../documented.ts';
import { fixtures } from '../fixtures.ts';

fixtures('precondition-never-sent', {
  cause: [
    { story: '428, and the answer names the field', file: documented('python-eve-01'), strength: 'proven' },
    { story: '412 for a missing field', file: documented('microsoft-fhir-server-02'), strength: 'likely' },
    {
      story: 'the words of an old version, and none was sent',
      file: documented('openproject-02'),
      strength: 'possible',
    },
  ],
  ruledOut: [
    { story: 'a version was sent', file: documented('openproject-01'), says: /lockVersion/ },
    { story: 'exists', file: documented('harbor-01') },
  ],
  unknown: [{ story: 'the answer was not kept', file: unread('harbor-01'), says: /not kept/ }],
});
