import { expect, it } from 'vitest';
import { causes } from '../../src/diagnose/index.ts';
import { advice, plain } from '../../src/ui/popup/plain.ts';

it('has plain words for every cause, and for nothing else', () => {
  expect(Object.keys(plain).sort()).toEqual(causes.map(({ id }) => id).sort());
});

/** Words of the trade; whoever reads the popup need not know them. */
const jargon =
  /\b(e-?tags?|headers?|tokens?|validators?|preconditions?|http|requests?|prox(y|ies)|sessions?|payloads?|caches?|cdn|servers?|replay|merge|conflicts?|status|endpoints?|api|urls?|json|etc)\b|\d{3}/i;

it.each([...Object.entries(plain).map(([id, { why }]) => [id, why] as const), ...Object.entries(advice)])(
  '%s uses no word of the trade, and is a sentence',
  (_, text) => {
    expect(text).not.toMatch(jargon);
    expect(text).toMatch(/^[A-Z].*\.$/);
    expect(text.length).toBeLessThan(160);
  },
);
