import { describe, expect, test } from 'vitest';
import { asLine } from '../../scripts/causes.ts';
import type { Documented } from '../../scripts/documented-refusal.ts';
import { Tally } from '../../scripts/tally.ts';
import { diagnose } from '../../src/diagnose/index.ts';
import { corpus } from './documented.ts';

function tallyOf(items: readonly Documented[]): Tally {
  const tally = new Tally();
  for (const item of items) tally.add(item, asLine(item.id, diagnose(item.file)));
  return tally;
}

describe('documented refusals', () => {
  test('the systems that the rules were made with: 97 % right, nothing wrong proven', () => {
    const tally = tallyOf(corpus('conflicts'));
    expect(tally.labelled).toBe(140);
    expect(tally.top1, tally.mistakes.join('\n')).toBeGreaterThanOrEqual(0.97);
    expect(tally.wrongProven).toBe(0);
  });

  const others = corpus('others');
  test.each([...new Set(others.map(({ set }) => set ?? ''))])(
    'other systems, %s: 90 % right, nothing wrong proven',
    (set) => {
      const tally = tallyOf(others.filter((item) => item.set === set));
      expect(tally.labelled).toBeGreaterThanOrEqual(20);
      expect(tally.top1, tally.mistakes.join('\n')).toBeGreaterThanOrEqual(0.9);
      expect(tally.wrongProven).toBe(0);
    },
  );

  test('no rule throws on any of them, and every finding names a listed kind', () => {
    for (const { file } of [...corpus('conflicts'), ...others])
      expect(diagnose(file).filter((finding) => finding.finding === 'error')).toEqual([]);
  });

  test('names do not decide: a refusal reads the same with other names in it', () => {
    const renamed = corpus('conflicts').filter(({ id }) => id.startsWith('docker-engine'));
    for (const { file, id } of renamed) {
      const body = file.refusal.responseBody;
      if (body.state !== 'kept') continue;
      const other = { ...file.refusal, responseBody: { ...body, data: body.data.replaceAll('web', 'locked-archive') } };
      const again = asLine(id, diagnose({ ...file, refusal: other, history: [other] }));
      if (body.data.includes('"/web\\"')) expect(again.label, id).toBe(asLine(id, diagnose(file)).label);
    }
  });
});
