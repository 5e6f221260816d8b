import { describe, expect, test } from 'vitest';
import { asLine } from '../../scripts/causes.ts';
import { diagnose } from '../../src/diagnose/index.ts';
import { type Exchange, requestHeaders, responseHeaders } from '../../src/record/exchange.ts';
import { redactBody, redactHeaders } from '../../src/record/redact.ts';
import { redactUrl } from '../../src/record/redact-text.ts';
import { redactionOf } from '../../src/record/redaction.ts';
import { caseOf, exchange } from './cases.ts';
import { corpus } from './documented.ts';

const by = redactionOf('session key');

/** As the recorder would have kept it. */
function kept(x: Exchange): Exchange {
  const list = (headers: Exchange['headers']['set']) => headers && redactHeaders(by, headers);
  const { set, sent, received, seen } = x.headers;
  return {
    ...x,
    url: redactUrl(by, x.url),
    headers: { set: list(set), sent: list(sent), received: list(received), seen: list(seen) },
    requestBody: redactBody(by, x.requestBody, requestHeaders(x)),
    responseBody: redactBody(by, x.responseBody, responseHeaders(x)),
  };
}

/** Redaction takes values out that a diagnosis might need: it must come to the same end without them. */
describe('what redaction takes out', () => {
  test('changes no finding of any documented refusal', () => {
    let touched = 0;
    for (const { id, file } of [...corpus('conflicts'), ...corpus('others')]) {
      const refusal = kept(file.refusal);
      if (JSON.stringify(refusal) !== JSON.stringify(file.refusal)) touched++;
      const history = file.history.map((x) => (x.id === refusal.id ? refusal : kept(x)));
      const clean = { ...file, refusal, history, neighbours: file.neighbours.map(kept) };
      expect(asLine(id, diagnose(clean)).findings, id).toEqual(asLine(id, diagnose(file)).findings);
    }
    expect(touched).toBeGreaterThan(0);
  });

  test.each(['sid', 'signature', 'token', 'session_id'])('under the member %s hides no version beside it', (name) => {
    const url = 'https://api.test/notes/7';
    const of = (rev: string, title: string) => JSON.stringify({ [name]: `secret-${rev}`, _rev: rev, title });
    const read = exchange({ url, responseBody: of('1-a', 'old') });
    const refused = exchange({ url, method: 'PUT', status: 409, requestBody: of('1-a', 'mine') });
    const later = exchange({
      url,
      responseBody: of('2-b', 'theirs'),
      parent: { id: refused.id, role: 'probe', note: 'fresh' },
    });
    const plain = caseOf(refused, [read, later]);
    const clean = caseOf(kept(refused), [kept(read), kept(later)]);
    expect(JSON.stringify(clean)).not.toContain('secret-');
    expect(asLine('clean', diagnose(clean)).findings).toEqual(asLine('clean', diagnose(plain)).findings);
    expect(asLine('clean', diagnose(clean)).findings.length).toBeGreaterThan(0);
  });
});
