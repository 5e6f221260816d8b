import { describe, expect, test } from 'vitest';
import { learnToken } from '../../src/act/token/learn-token.ts';
import { exchange } from './token-exchanges.ts';
import { systems } from './token-systems.ts';

describe('the token is learnt wherever it travels', () => {
  test.each(systems)('$system', ({ base, save, fresh, carriers }) => {
    const learnt = learnToken({ refused: exchange(save), baseRead: exchange(base), freshRead: exchange(fresh) });
    if (!learnt.ok) throw new Error(learnt.reason);
    expect(Object.fromEntries(learnt.carriers.map((one) => [one.carrier, one.fresh]))).toEqual(carriers);
    expect(learnt.carriers[0].carrier).toBe(Object.keys(carriers)[0]);
    expect(learnt.learnt).toBe('seen');
    expect(learnt.how).toMatch(/^[A-Z].*\.$/);
  });
});
