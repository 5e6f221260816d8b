import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { diagnose } from '../../../src/diagnose/index.ts';
import { readRefusal } from '../../../src/diagnose/refusal/read.ts';
import { caseOf, exchange } from '../cases.ts';

/** Reads within a second even on a busy machine; a rule that backtracks or expands would need minutes or all memory. */
function bounded(body: string): ReturnType<typeof readRefusal> {
  const started = performance.now();
  const said = readRefusal(body, [['Content-Type', 'text/html']]);
  diagnose(caseOf(exchange({ method: 'PUT', status: 409, responseBody: body })));
  expect(performance.now() - started).toBeLessThan(3000);
  expect(JSON.stringify(said).length).toBeLessThan(200_000);
  return said;
}

describe('hostile requests', () => {
  test.each([
    ['tags full of names', `<r>${`<a ${'x'.repeat(1990)}/>`.repeat(2000)}</r>`],
    ['tags that never close', '<a b="c'.repeat(300_000)],
    ['attributes without end', `<a ${'b="c" '.repeat(500_000)}>`],
    ['a form of a million fields', 'id=1&'.repeat(1_000_000)],
    ['JSON 100,000 deep', '{"id":'.repeat(100_000)],
    ['a list of a million ids', `[${'{"id":1},'.repeat(200_000)}{"id":2}]`],
  ])('%s', (_, requestBody) => {
    const sent = [['Content-Type', 'application/x-www-form-urlencoded']] as const;
    const [before, save] = [200, 409].map((status) => exchange({ method: 'POST', status, sent, requestBody }));
    if (before === undefined || save === undefined) return;
    const started = performance.now();
    diagnose(caseOf(save, [before]));
    expect(performance.now() - started).toBeLessThan(3000);
  });
});

describe('hostile bodies', () => {
  test('20 MB of HTML', () => {
    const said = bounded(`<html><title>In use</title>${'<div><p>x</p>'.repeat(1_600_000)}`);
    expect(said.messages[0]).toBe('In use');
  });

  test('a billion laughs stay unexpanded', () => {
    const bomb = `<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY lol "lol">${Array.from({ length: 9 }, (_, i) => `<!ENTITY l${i} "${`&l${i - 1};`.repeat(10)}">`).join('')}]><error><message>It holds &l8; now</message></error>`;
    expect(bounded(bomb).messages).toEqual(['It holds &l8; now']);
  });

  test.each([
    ['JSON 100,000 deep', '{"error":'.repeat(100_000)],
    ['JSON 100,000 deep, closed', `${'['.repeat(100_000)}${']'.repeat(100_000)}`],
    ['a million keys', `{${Array.from({ length: 200_000 }, (_, i) => `"k${i}":"v"`).join(',')}}`],
    ['tags that never close', '<a'.repeat(500_000)],
    ['comments that never close', '<!--'.repeat(500_000)],
    ['scripts that never close', `<html>${'<script>'.repeat(50_000)}`],
    ['declarations that never close', '<!DOCTYPE x ['.repeat(100_000)],
    ['quotes without end', '"'.repeat(2_000_000)],
    ['backslashes', `{"message":"${'\\'.repeat(1_000_001)}`],
    ['blanks', ' '.repeat(3_000_000)],
    ['one long word', 'a'.repeat(3_000_000)],
    ['words that begin phrases over and over', 'already not exists current version '.repeat(100_000)],
    ['Duplicate entry without end', `Duplicate entry ${'for key '.repeat(100_000)}`],
    ['camel humps', 'aB'.repeat(1_000_000)],
    ['entities', '&amp;'.repeat(500_000)],
    ['newlines', '\n'.repeat(2_000_000)],
    ['a cut surrogate', `{"message":"${'\ud83d'.repeat(1000)}"}`],
  ])('%s', (_, body) => {
    bounded(body);
  });

  test('a body cut off in the middle still tells', () => {
    const whole = JSON.stringify({
      error: { code: 'AlreadyExists', message: 'It already exists.' },
      rest: 'x'.repeat(300_000),
    });
    expect(readRefusal(whole.slice(0, 250_000), null)).toMatchObject({
      codes: ['AlreadyExists'],
      messages: ['It already exists.'],
    });
  });

  test('members called __proto__ are data', () => {
    readRefusal('{"__proto__":{"message":"x y"},"constructor":{"prototype":{"polluted":true}}}', null);
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
  });

  test('anything at all is read without a throw, and no rule throws on it', () => {
    const anything = fc.oneof(
      fc.string(),
      fc.json(),
      fc.string({ unit: 'binary' }),
      fc
        .array(fc.constantFrom('<', '>', '"', '{', '}', '[', ':', '&', ';', '\\', '-', '!', 'a', ' '))
        .map((parts) => parts.join('')),
    );
    fc.assert(
      fc.property(
        anything,
        fc.constantFrom(409, 412, 423, 428),
        fc.constantFrom('PUT', 'POST', 'DELETE', 'MOVE'),
        (body, status, method) => {
          const findings = diagnose(
            caseOf(
              exchange({
                method,
                status,
                requestBody: body,
                responseBody: body,
                sent: [['If-Match', body.slice(0, 50)]],
              }),
            ),
          );
          expect(findings.filter(({ finding }) => finding === 'error')).toEqual([]);
        },
      ),
      { numRuns: 300 },
    );
  });
});
