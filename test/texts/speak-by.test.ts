import { expect, it } from 'vitest';
import { keyOf } from '../../src/texts/key.ts';
import { say, speakBy } from '../../src/texts/say.ts';

const templateOf = (strings: TemplateStringsArray, ..._values: unknown[]) => strings;

it('speaks by messages that were given, and English where they lack a text', () => {
  const strings = templateOf`Saved ${1} of ${2} for $5`;
  speakBy({ [keyOf(strings)]: { message: 'Von $2 sind $1 gespeichert, für $$5' } });
  expect(say(strings, 3, 7)).toBe('Von 7 sind 3 gespeichert, für $5');
  expect(say`Not translated`).toBe('Not translated');
});
