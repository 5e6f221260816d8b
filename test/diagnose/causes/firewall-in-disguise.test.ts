import type { HeaderList } from '../../../src/http/header-list.ts';
import { caseOf, exchange } from '../cases.ts';
import { documented, unread } from '../documented.ts';
import { fixtures } from '../fixtures.ts';

/** A POST that was answered with a page. */
function page(html: string, received: HeaderList = []) {
  return caseOf(exchange({ method: 'POST', status: 409, received, responseBody: html }));
}

fixtures('firewall-in-disguise', {
  cause: [
    {
      story: 'a page with an incident number',
      file: page(
        '<html><head><title>Request blocked</title></head><body>Your request was blocked by a security rule. Incident ID: 1234-5678</body></html>',
      ),
      strength: 'likely',
    },
    {
      story: 'a bare page that passed a guard',
      file: page('<html><head><title>409 Conflict</title></head><body><h1>Conflict</h1></body></html>', [
        ['Server', 'cloudflare'],
      ]),
      strength: 'possible',
    },
  ],
  ruledOut: [
    { story: 'the application’s own words', file: documented('harbor-01'), says: /no page/ },
    {
      story: 'the request carried a condition',
      file: documented('webdav-behind-a-compressing--01'),
      says: /condition/,
    },
    { story: 'a bare page and no guard', file: page('<html><body><h1>409 Conflict</h1></body></html>') },
  ],
  unknown: [{ story: 'the answer was not kept', file: unread('harbor-01'), says: /not kept/ }],
});
