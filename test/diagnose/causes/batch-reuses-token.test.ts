import { caseOf, exchange } from '../cases.ts';
import { documented } from '../documented.ts';
import { fixtures } from '../fixtures.ts';

const url = 'https://api.test/odata/$batch';

function part(path: string, tag: string) {
  return { method: 'PATCH', url: path, headers: { 'If-Match': tag }, body: {} };
}

function batch(requests: readonly object[], statuses: readonly number[] = []) {
  const responses = statuses.map((status) => ({ status }));
  const answer = statuses.length === 0 ? null : JSON.stringify({ responses });
  return caseOf(
    exchange({ method: 'POST', url, status: 412, requestBody: JSON.stringify({ requests }), responseBody: answer }),
  );
}

const lines = [
  '--batch_1',
  'Content-Type: application/http',
  '',
  'PATCH Orders(1) HTTP/1.1',
  'If-Match: W/"1"',
  '',
  '{}',
];
const multipart = caseOf(
  exchange({
    method: 'POST',
    url,
    status: 412,
    sent: [['Content-Type', 'multipart/mixed; boundary=batch_1']],
    requestBody: [...lines, ...lines, '--batch_1--'].join('\r\n'),
  }),
);

fixtures('batch-reuses-token', {
  cause: [
    {
      story: 'the first part was done, the second refused',
      file: batch([part('/Orders(1)', 'W/"1"'), part('/Orders(1)', 'W/"1"')], [204, 412]),
      strength: 'proven',
    },
    {
      story: 'two JSON parts, one entity, one tag',
      file: batch([part('/Orders(1)', 'W/"1"'), part('/Orders(1)', 'W/"1"')]),
      strength: 'likely',
    },
    { story: 'two multipart parts', file: multipart },
  ],
  ruledOut: [
    {
      story: 'the first part was refused too',
      file: batch([part('/Orders(1)', 'W/"1"'), part('/Orders(1)', 'W/"1"')], [412, 412]),
      says: /refused too/,
    },
    { story: 'two entities', file: batch([part('/Orders(1)', 'W/"1"'), part('/Orders(2)', 'W/"1"')]) },
  ],
  unknown: [
    {
      story: 'the batch’s body was not kept',
      file: caseOf(
        exchange({
          method: 'POST',
          url,
          status: 412,
          requestBody: { state: 'not-kept', why: 'too-large', length: null },
        }),
      ),
      says: /not kept/,
    },
  ],
  notApplicable: [{ story: 'no batch', file: documented('harbor-01') }],
});
