import { describe, expect, it } from 'vitest';
import { collect, compare, fault, saidIn } from '../../scripts/locales.ts';
import { keyOf } from '../../src/texts/key.ts';

describe('collecting what is said', () => {
  it('finds texts in code and markup, within one another, and takes no other tag', () => {
    const source = [
      'const a = say`One $', // split: in one piece it reads as a template
      '{n} $',
      '{b ? say`two` : other`three`}.`; const j = <p title={say`four`}>{say`five`}</p>;',
    ].join('');
    expect(saidIn(source, 'a.tsx')).toEqual([['One ', ' ', '.'], ['two'], ['four'], ['five']]);
  });

  it('refuses what browsers refuse', () => {
    expect(fault(['', '', ''])).toContain('side by side');
    expect(fault(['', '_', ' x'])).toContain('side by side');
    expect(fault(Array.from({ length: 11 }, () => 'x '))).toContain('nine');
    expect(fault(['', ' '])).toContain('says nothing');
    expect(fault(['Costs $', ' or $', '.'])).toBeNull();
  });

  it('tells what a translation lacks, and values that it lost', () => {
    const english = { a: { message: 'Saved $1 of $2' }, b: { message: 'Costs $$1' }, c: { message: 'New' } };
    const other = { a: { message: 'Von $2 sind $1 gespeichert' }, b: { message: 'Kostet $1' } };
    expect(compare(english, other)).toEqual(['other values in b: Kostet $1', 'lacks c: New']);
  });

  it('has every text of the code, under the key that the code asks for', () => {
    const texts = collect('src');
    expect(texts[keyOf(['', ' and ', ''])]).toEqual({ message: '$1 and $2' });
    expect(Object.keys(texts).every((key) => /^[a-z0-9_]+$/.test(key))).toBe(true);
  });
});
