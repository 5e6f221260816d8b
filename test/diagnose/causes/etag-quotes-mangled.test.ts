import type { HeaderList } from '../../../src/http/header-list.ts';
import { caseOf, exchange } from '../cases.ts';
import { documented } from '../documented.ts';
import { fixtures } from '../fixtures.ts';

const read = exchange({ received: [['ETag', '"abc"']] });
const refused = exchange({ method: 'PUT', status: 412, sent: [['If-Match', 'abc']] });

/** A save with this If-Match, answered 412 with these fields. */
function save(tag: string | null, received: HeaderList = [], status = 412) {
  return caseOf(exchange({ method: 'PUT', status, sent: tag === null ? [] : [['If-Match', tag]], received }));
}

fixtures('etag-quotes-mangled', {
  cause: [
    { story: 'the refusal names the tag with its quotes', file: save('abc', [['ETag', '"abc"']]), strength: 'proven' },
    {
      story: 'a read had brought it with quotes',
      file: caseOf(refused, [read]),
      strength: 'likely',
      says: /had given/,
    },
    { story: 'escaped quotes', file: save('\\"abc\\"'), strength: 'likely' },
    { story: 'encoded quotes', file: save('%22abc%22'), strength: 'likely' },
  ],
  ruledOut: [
    {
      story: 'sent as it was given',
      file: caseOf(exchange({ method: 'PUT', status: 412, sent: [['If-Match', '"abc"']] }), [read]),
      says: /as the server had given/,
    },
  ],
  unknown: [{ story: 'no answer with this tag was recorded', file: documented('python-eve-02'), probe: 'head' }],
  notApplicable: [{ story: 'nothing was sent', file: save(null) }],
});
