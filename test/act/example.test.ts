import { describe, expect, it } from 'vitest';
import { createExample } from '../../src/act/example/example.ts';
import { diagnose } from '../../src/diagnose/index.ts';
import { expectOutcome } from './bench.ts';

const now = Date.UTC(2026, 4, 4, 9, 30);

function played() {
  const steps: string[] = [];
  let at = now;
  const example = createExample(
    () => (at += 200),
    (_run, { step }) => steps.push(step),
  );
  const [refusal] = example.conflicts();
  if (refusal === undefined) throw new Error('the example has no refusal');
  const first = () => {
    const file = example.caseFile(refusal.id);
    const found = file === null ? undefined : diagnose(file)[0];
    return found?.finding === 'cause' ? `${found.cause} (${found.strength})` : found?.finding;
  };
  return { example, refusal, steps, first };
}

describe('the worked example', () => {
  it('is one refused save that the real engine explains, with more evidence after the check', async () => {
    const { example, refusal, first } = played();
    expect(example.conflicts()).toHaveLength(1);
    expect(first()).toBe('changed-by-someone-else (likely)');
    const evidence = () => {
      const file = example.caseFile(refusal.id);
      const found = file === null ? undefined : diagnose(file)[0];
      return found?.finding === 'cause' ? JSON.stringify(found.evidence) : '';
    };
    expect(evidence()).not.toContain('v8');
    expectOutcome(await example.acts.run('a', 1, { act: 'check', conflict: refusal.id }), 'checked');
    expect(first()).toBe('changed-by-someone-else (proven)');
    expect(evidence()).toContain('v8');
  });

  it('is saved by the real replay: one place is asked, both edits end up on the server', async () => {
    const { example, refusal } = played();
    const ready = expectOutcome(
      await example.acts.run('a', 1, { act: 'replay-prepare', conflict: refusal.id, accepted: [] }),
      'ready',
    );
    expect(ready.plan.fields.filter(({ takes }) => takes === 'conflict').map(({ path }) => path)).toEqual(['$.title']);
    const choices = { '$.title': { take: 'mine' } } as const;
    const saved = await example.acts.run('b', 1, { act: 'replay-send', plan: ready.plan.id, choices });
    expect(expectOutcome(saved, 'saved').token).toBe('"v9"');
    const body = example.all().at(-1)?.responseBody;
    expect(body?.state === 'kept' ? JSON.parse(body.data) : null).toEqual({
      title: 'Sourdough bread',
      text: 'Flour, water, salt, starter.',
      tags: ['baking', 'weekend'],
    });
  });

  it('is marked as made up by its host, which is nobody’s', () => {
    expect(
      new Set(
        played()
          .example.all()
          .map(({ origin }) => origin),
      ),
    ).toEqual(new Set(['https://notes.example']));
  });
});
