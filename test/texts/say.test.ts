import { afterEach, describe, expect, it, vi } from 'vitest';
import { keyOf, messageOf } from '../../src/texts/key.ts';
import { listed } from '../../src/texts/listed.ts';

afterEach(() => {
  vi.unstubAllGlobals();
  vi.resetModules();
});

describe('a text for people', () => {
  it('is English where no browser translates', async () => {
    const { say } = await import('../../src/texts/say.ts');
    expect(say`${2} of ${'three'} cost $5`).toBe('2 of three cost $5');
  });

  it('is the browser’s translation, asked for by its key with the values as texts', async () => {
    const getMessage = vi.fn((_key: string, values: string[]) => `${values[0]} von ${values[1]}`);
    vi.stubGlobal('chrome', { i18n: { getMessage } });
    const { say } = await import('../../src/texts/say.ts');
    expect(say`${2} of ${'three'}`).toBe('2 von three');
    expect(getMessage).toHaveBeenCalledWith(keyOf(['', ' of ', '']), ['2', 'three']);
  });

  it('is English where the language lacks it', async () => {
    vi.stubGlobal('chrome', { i18n: { getMessage: () => '' } });
    const { say } = await import('../../src/texts/say.ts');
    expect(say`Saved`).toBe('Saved');
  });
});

describe('the key of a text', () => {
  it('holds only what _locales allows, begins with its words, and differs where the text differs', () => {
    const key = keyOf(['Saved ', ' times, cost $5']);
    expect(key).toMatch(/^saved_1_times_cost_5_[a-z0-9]+$/);
    expect(keyOf(['Saved ', ' times, cost $5.'])).not.toBe(key);
    expect(messageOf(['Saved ', ' times, cost $5'])).toBe('Saved $1 times, cost $$5');
  });
});

describe('several things in one phrase', () => {
  it('puts “and” before the last', () => {
    expect([[], ['a'], ['a', 'b'], ['a', 'b', 'c']].map(listed)).toEqual(['', 'a', 'a and b', 'a, b and c']);
  });
});
