import { caseOf } from '../cases.ts';
import { fixtures } from '../fixtures.ts';
import { load, refused } from '../stories.ts';

const via = [
  ['Via', '1.1 debug-proxy'],
  ['Cache-Control', 'no-cache, no-store'],
  ['Pragma', 'no-cache'],
] as const;
const demanded = refused(30, null, { status: 428, received: via, responseBody: '{"message":"Send If-Match."}' });

fixtures('debug-proxy', {
  cause: [
    {
      story: 'the tool signs, and no read has a validator',
      file: caseOf(demanded, [load(0, null, { received: via })]),
      strength: 'likely',
      says: /Via: 1.1 debug-proxy/,
    },
  ],
  ruledOut: [
    {
      story: 'a CDN is no such tool',
      file: caseOf(refused(30, null, { status: 428 }), [
        load(0, null, {
          received: [
            ['Via', '1.1 varnish'],
            ['X-Cache', 'MISS'],
          ],
        }),
      ]),
    },
    {
      story: 'validators pass through the tool',
      file: caseOf(demanded, [load(0, '"1"', { received: [...via, ['ETag', '"1"']] })]),
    },
    {
      story: 'the save carried a version',
      file: caseOf(refused(30, '"1"', { received: via }), [load(0, null, { received: via })]),
    },
  ],
  unknown: [{ story: 'the tool signs, and no read was seen', file: caseOf(demanded), probe: 'cached-against-fresh' }],
});
