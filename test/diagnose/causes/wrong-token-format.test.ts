import { caseOf, exchange } from '../cases.ts';
import { documented } from '../documented.ts';
import { fixtures } from '../fixtures.ts';

/** A save whose If-Match the server could not read. */
function save(answer: string | null) {
  return caseOf(
    exchange({
      method: 'PUT',
      status: 400,
      sent: [['If-Match', 'abc']],
      responseBody: answer ?? { state: 'not-kept', why: 'evicted', length: null },
    }),
  );
}

fixtures('wrong-token-format', {
  cause: [
    {
      story: 'a tag without quotes is refused',
      file: save('"Invalid If-Match header: the ETag must be quoted"'),
      strength: 'likely',
    },
    { story: 'weak tags are refused', file: save('Weak ETags are not supported in If-Match'), strength: 'likely' },
  ],
  ruledOut: [
    { story: 'an old version', file: documented('python-eve-02') },
    { story: 'no version was sent', file: documented('harbor-01'), says: /no version/ },
  ],
  unknown: [{ story: 'the answer was not kept', file: save(null), says: /not kept/ }],
});
