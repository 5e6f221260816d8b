import type { HeaderList } from '../../../src/http/header-list.ts';
import { caseOf, exchange } from '../cases.ts';
import { documented } from '../documented.ts';
import { fixtures } from '../fixtures.ts';

/** A save with this If-Match, answered 412 with these fields. */
function save(tag: string | null, received: HeaderList = [], status = 412) {
  return caseOf(exchange({ method: 'PUT', status, sent: tag === null ? [] : [['If-Match', tag]], received }));
}

fixtures('encoding-suffixed-etag', {
  cause: [
    { story: 'the refusal names the bare tag', file: documented('nextcloud-02'), strength: 'proven' },
    { story: 'only the mark is seen', file: documented('nextcloud-03'), strength: 'likely' },
    { story: 'brotli', file: save('"abc-br"'), strength: 'likely' },
  ],
  ruledOut: [
    { story: 'a tag without a mark', file: save('"abc"') },
    { story: 'the server holds another version', file: save('"abc-gzip"', [['ETag', '"def"']]), says: /def/ },
  ],
  unknown: [{ story: 'no 412, and nothing to compare with', file: save('"abc-gzip"', [], 409), probe: 'head' }],
  notApplicable: [{ story: 'nothing was sent', file: save(null) }],
});
