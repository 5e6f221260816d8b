import type { HeaderList } from '../../../src/http/header-list.ts';
import { caseOf, exchange } from '../cases.ts';
import { documented } from '../documented.ts';
import { fixtures } from '../fixtures.ts';

/** A part of an upload that begins at 70. */
function part(received: HeaderList, status = 409) {
  return caseOf(exchange({ method: 'PATCH', status, sent: [['Upload-Offset', '70']], received }));
}

fixtures('upload-offset', {
  cause: [
    { story: 'a 409 to a part', file: documented('tus-resumable-upload-01'), strength: 'likely' },
    {
      story: 'the server names its own place',
      file: part([['Upload-Offset', '50']]),
      strength: 'proven',
      says: /at 50/,
    },
  ],
  ruledOut: [
    { story: 'the protocol’s version is in question', file: documented('tus-resumable-upload-02') },
    { story: 'the places agree', file: part([['Upload-Offset', '70']]) },
  ],
  unknown: [{ story: 'another refusal, and no place named', file: part([], 412), probe: 'head' }],
  notApplicable: [{ story: 'no upload', file: documented('harbor-01') }],
});
