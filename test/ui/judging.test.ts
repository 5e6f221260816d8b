import { signal } from '@preact/signals';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { CaseFile } from '../../src/diagnose/contract.ts';
import { createJudging } from '../../src/ui/panel/state/judging.ts';
import { createLines, type Line } from '../../src/ui/panel/state/line.ts';
import type { Engine } from '../../src/ui/world.ts';
import { caseOf, exchange } from '../diagnose/cases.ts';
import { causeNamed, fakeWorld } from './support/fake-world.ts';

const waitFor: typeof vi.waitFor = (probe) => vi.waitFor(probe, { timeout: 10_000 });
let stop = (): void => undefined;
afterEach(() => stop());

/** So many refused saves, all of one cause, whose case files come when they are let. */
async function many(count: number, more: { readonly asks?: boolean; readonly fresh?: number } = {}) {
  const files = Array.from({ length: count }, (_, i) =>
    caseOf(
      exchange({ method: 'PUT', status: 409, url: `https://api.test/n/${i}`, resource: `https://api.test/n/${i}` }),
    ),
  );
  const byId = new Map(files.map((file) => [file.refusal.id, file]));
  const lines: readonly Line[] = files.map(({ refusal }) => refusal).map(createLines());
  const world = fakeWorld(files);
  world.causes.set('locked', causeNamed('locked', 'Somebody holds a lock'));
  world.findings = [
    { cause: 'locked', kind: 'lock', finding: 'cause', strength: 'likely', evidence: [{ text: 'x', exchange: null }] },
  ];
  const engine = signal<Engine | null>(await world.engine());
  const wanted = { lines: more.asks ? lines : null };
  const asked: string[] = [];
  const slow = { by: 0 };
  const learnt = vi.fn();
  const judging = createJudging({
    engine,
    caseFile: async (id): Promise<CaseFile | null> => {
      asked.push(id);
      // What judging costs, on any machine.
      for (const end = performance.now() + slow.by; performance.now() < end; );
      return byId.get(id) ?? null;
    },
    fresh: () => lines.slice(0, more.fresh ?? 0).map(({ id }) => id),
    wanted: () => wanted.lines,
    choosing: async () => undefined,
    learnt,
  });
  stop = judging.stop;
  return { judging, lines, asked, learnt, wanted, slow, ids: lines.map(({ id }) => id), byId };
}

describe('judging of the rows', () => {
  it('judges no row that a scrolling list passes by, and those at which it stops', async () => {
    const { judging, ids, asked } = await many(60);
    for (let at = 0; at < 60; at += 3) judging.lookAt(ids.slice(at, at + 3));
    await waitFor(() => expect(judging.summaries.value.has(ids[59] ?? '')).toBe(true));
    // The first rows stood still until the second ones came.
    expect(asked.filter((id) => !ids.slice(0, 3).includes(id))).toEqual(ids.slice(57));
  });

  it('judges the fresh ones anew at each reading, and only then', async () => {
    const { judging, ids, asked } = await many(5, { fresh: 2 });
    await judging.refresh();
    await judging.refresh();
    expect(asked).toEqual([...ids.slice(0, 2), ...ids.slice(0, 2)]);
    judging.lookAt(ids);
    await waitFor(() => expect(judging.summaries.value.size).toBe(5));
    expect(asked.slice(4)).toEqual(ids.slice(2));
  });

  it('tells how far it is while a filter asks for causes, and that nothing waits when it ends', async () => {
    const { judging, slow, learnt } = await many(40, { asks: true });
    slow.by = 13;
    const seen: (number | null)[] = [];
    const end = judging.progress.subscribe((now) => void seen.push(now === null ? null : now.done / now.of));
    await judging.goOn();
    end();
    expect(seen.at(-1)).toBeNull();
    const shares = seen.filter((share) => share !== null);
    expect(shares.length).toBeGreaterThan(0);
    expect(shares).toEqual([...shares].sort((a, b) => a - b));
    expect(judging.summaries.value.size).toBe(40);
    // The list looks through all lines at each answer: it is told now and then, not for each row.
    expect(learnt.mock.calls.length).toBeLessThan(10);
  });

  it('stops when the filter no longer asks, and goes past what is no longer kept', async () => {
    const { judging, wanted, slow, byId, ids, asked } = await many(40, { asks: true });
    byId.delete(ids[0] ?? '');
    slow.by = 13;
    const run = judging.goOn();
    await waitFor(() => expect(judging.summaries.value.size).toBeGreaterThan(1));
    wanted.lines = null;
    await run;
    expect(asked.length).toBeLessThan(40);
    expect(judging.progress.value).toBeNull();
    expect(asked.filter((id) => id === ids[0])).toHaveLength(1);
  });

  it('keeps one object for all rows of which the same is said', async () => {
    const { judging, ids } = await many(30, { asks: true });
    await judging.goOn();
    expect(new Set(ids.map((id) => judging.summaries.value.get(id))).size).toBe(1);
  });
});
