import { documented } from '../documented.ts';
import { fixtures } from '../fixtures.ts';

fixtures('outdated-token', {
  cause: [
    { story: 'If-Match is old', file: documented('python-eve-02'), strength: 'likely' },
    { story: 'an empty 412 after If-Match', file: documented('spring-data-rest-02'), strength: 'likely' },
    {
      story: 'a version in the body; the answer names the present one',
      file: documented('commercetools-01'),
      strength: 'likely',
      says: /currentVersion 5/,
    },
    { story: 'two numbers in the query', file: documented('opensearch-01'), strength: 'likely' },
    { story: 'a bare 409 after lock_version', file: documented('ruby-on-rails-01'), strength: 'possible' },
  ],
  ruledOut: [
    { story: 'no version was sent', file: documented('harbor-01'), says: /no version/ },
    { story: 'a version was sent, and the thing is running', file: documented('apache-nifi-01'), says: /running/ },
  ],
  unknown: [
    {
      story: 'the request’s fields were not seen',
      file: documented('azure-cosmos-db-01', {
        headers: { set: null, sent: null, received: null, seen: null },
        requestBody: { state: 'none' },
      }),
      says: /not seen/,
    },
  ],
});
