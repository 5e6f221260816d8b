import { caseOf, exchange } from '../cases.ts';
import { documented, unread } from '../documented.ts';
import { fixtures } from '../fixtures.ts';

const url = 'https://api.test/dishes';
const lookup = exchange({ url: `${url}?name=Soup`, responseBody: '{"items":[],"total":0}' });
const refused = exchange({ method: 'POST', url, status: 409, responseBody: '{"detail":"Dish already exists"}' });

function refusedWith(detail: string) {
  return caseOf(exchange({ method: 'POST', url, status: 409, responseBody: JSON.stringify({ detail }) }));
}

fixtures('hidden-duplicate', {
  cause: [
    {
      story: 'the answer speaks of letters',
      file: refusedWith('A dish with this name already exists (names are case-insensitive)'),
      strength: 'likely',
    },
    {
      story: 'a look-up just before found nothing',
      file: caseOf(refused, [lookup]),
      strength: 'likely',
      says: /look-up/,
    },
  ],
  ruledOut: [
    { story: 'another operation runs', file: documented('docker-engine-05') },
    { story: 'in use', file: documented('docker-engine-06') },
  ],
  unknown: [
    { story: 'no look-up was recorded', file: documented('harbor-01'), says: /look-up|could be found/ },
    { story: 'the answer was not kept', file: unread('harbor-01'), says: /not kept/ },
  ],
});
