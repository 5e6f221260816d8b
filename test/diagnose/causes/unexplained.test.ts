import { caseOf, exchange } from '../cases.ts';
import { documented } from '../documented.ts';
import { fixtures } from '../fixtures.ts';

fixtures('unexplained', {
  cause: [
    { story: 'one text for unlike causes', file: documented('spring-data-rest-01'), strength: 'possible' },
    { story: 'a bare 409', file: caseOf(exchange({ method: 'POST', status: 409 })), strength: 'possible' },
  ],
  ruledOut: [{ story: 'the answer says why', file: documented('harbor-01'), says: /already exists/ }],
  unknown: [
    {
      story: 'the answer was not seen',
      file: caseOf(exchange({ method: 'PUT', status: null, error: 'net::ERR_ABORTED' })),
      says: /not seen/,
    },
  ],
});
