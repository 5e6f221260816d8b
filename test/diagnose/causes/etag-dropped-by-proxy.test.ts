import { caseOf } from '../cases.ts';
import { fixtures } from '../fixtures.ts';
import { load, refused, saved } from '../stories.ts';

const gzip = [
  ['Content-Encoding', 'gzip'],
  ['Vary', 'Accept-Encoding'],
] as const;
const read = load(0, null, { received: gzip });
const demanded = refused(30, null, { status: 428, responseBody: '{"message":"Send If-Match."}' });
const probe = (note: string) => ({ id: demanded.id, role: 'probe', note }) as const;
const head = (tag: string | null) => load(41, tag, { method: 'HEAD', parent: probe('head') });

fixtures('etag-dropped-by-proxy', {
  cause: [
    {
      story: 'HEAD has it, compressed GETs beside it do not',
      file: caseOf(demanded, [
        read,
        load(40, null, { received: gzip, parent: probe('cached-against-fresh') }),
        head('"1"'),
      ]),
      strength: 'proven',
    },
    {
      story: 'the answer to an earlier save had one',
      file: caseOf(demanded, [read, saved(10, null, '"2"', { tabId: 2 })]),
      strength: 'likely',
      says: /carried ETag: "2"/,
    },
    {
      story: 'every answer is compressed, HEAD too, and the server demands one',
      file: caseOf(demanded, [read, { ...head(null), headers: read.headers }]),
      strength: 'possible',
    },
  ],
  ruledOut: [
    { story: 'the read had one', file: caseOf(demanded, [load(0, '"1"', { received: [...gzip, ['ETag', 'W/"1"']] })]) },
    { story: 'uncompressed and none', file: caseOf(demanded, [load(0, null)]) },
    { story: 'HEAD has none either', file: caseOf(demanded, [read, head(null)]) },
    { story: 'the save carried one', file: caseOf(refused(30, '"1"'), [read]) },
  ],
  unknown: [
    { story: 'only compressed answers were seen', file: caseOf(demanded, [read]), probe: 'head' },
    { story: 'no read was recorded', file: caseOf(demanded) },
  ],
});
