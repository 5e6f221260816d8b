import { afterEach, describe, expect, it, vi } from 'vitest';
import { createPanel, type Panel } from '../../src/ui/panel/model.ts';
import { createLines, type Line } from '../../src/ui/panel/state/line.ts';
import { createSieve, type Entry, keyOf } from '../../src/ui/panel/state/sieve.ts';
import { createPlace, windowOf } from '../../src/ui/panel/state/window.ts';
import { caseOf, exchange } from '../diagnose/cases.ts';
import { causeNamed, fakeWorld } from './support/fake-world.ts';

const { waitFor } = vi;
const toLine = createLines();
const at = 1_700_000_000_000;
const refused = (seconds: number, more: Parameters<typeof exchange>[0] = {}) =>
  exchange({ method: 'PUT', status: 409, startedAt: at + seconds * 1000, ...more });

/** Newest first. */
function entriesOf(lines: readonly Line[], isOpen = false): readonly Entry[] {
  const sieve = createSieve();
  for (const line of [...lines].sort((a, b) => b.startedAt - a.startedAt)) sieve.add(line);
  return sieve.entries(() => isOpen);
}

describe('repeated tries of one save', () => {
  const tries = (count: number, more = {}) => Array.from({ length: count }, (_, i) => toLine(refused(i * 20, more)));

  it('fold from four on into the newest, with all of them behind it', () => {
    expect(entriesOf(tries(3))).toHaveLength(3);
    const [entry, ...others] = entriesOf(tries(7));
    expect(others).toEqual([]);
    expect(entry?.group).toMatchObject({ newest: at + 120_000, oldest: at });
    expect(entry?.group?.lines).toHaveLength(7);
    expect(entry?.line.startedAt).toBe(at + 120_000);
  });

  it('unfold below it, newest first', () => {
    const unfolded = entriesOf(tries(5), true);
    expect(unfolded.map(({ inside }) => inside)).toEqual([false, true, true, true, true]);
    const times = unfolded.map(({ line }) => line.startedAt);
    expect(times).toEqual([...times].sort((a, b) => b - a));
  });

  it('are no repetition when they are another resource, another tab, another method, or two minutes apart', () => {
    expect(entriesOf([...tries(2), ...tries(2, { tabId: 2 })])).toHaveLength(4);
    expect(entriesOf([...tries(2), ...tries(2, { method: 'PATCH' })])).toHaveLength(4);
    expect(entriesOf([...tries(3), ...tries(3, { resource: 'https://api.test/other' })])).toHaveLength(6);
    expect(entriesOf(Array.from({ length: 6 }, (_, i) => toLine(refused(i * 121))))).toHaveLength(6);
  });

  it('are found among the tries of others, and keep their key when more come', () => {
    const mixed = [...tries(4), ...tries(4, { resource: 'https://api.test/b' })];
    const before = entriesOf(mixed);
    expect(before).toHaveLength(2);
    const after = entriesOf([...mixed, toLine(refused(70))]);
    const keys = (entries: readonly Entry[]) => entries.map(({ group }) => group && keyOf(group)).sort();
    expect(keys(after)).toEqual(keys(before));
  });
});

describe('what is drawn', () => {
  it('are the rows in view and a few beyond, wherever it is scrolled to', () => {
    expect(windowOf(0, 420, 42, 100_000)).toEqual({ first: 0, last: 30 });
    const { first, last } = windowOf(42 * 50_000, 420, 42, 100_000);
    expect(first).toBeLessThan(50_000);
    expect(last).toBeGreaterThan(50_010);
    expect(last - first).toBeLessThan(40);
    expect(windowOf(42 * 100_000, 420, 42, 100_000).last).toBe(100_000);
    expect(windowOf(0, 420, 42, 0)).toEqual({ first: 0, last: 0 });
  });
});

describe('the place in the list', () => {
  const lines = Array.from({ length: 11 }, (_, i) => toLine(refused(i, { resource: `https://api.test/${i}` })));
  const before = entriesOf(lines.slice(0, 8));
  const after = entriesOf(lines);

  function scrolled(to: number, isRead = false) {
    const place = createPlace();
    const scroller = { scrollTop: 0, clientHeight: 84 };
    place.keep(before, '', scroller, false);
    scroller.scrollTop = to;
    place.at(before, scroller);
    return { told: place.keep(after, '', scroller, isRead), scroller, place };
  }

  it('stays with what is being read when newer ones come, and counts them', () => {
    const { told, scroller } = scrolled(42 * 3 + 10);
    expect(scroller.scrollTop).toBe(42 * 6 + 10);
    expect(told.fresh).toBe(3);
  });

  it('follows the newest at the top, but not under somebody’s hand', () => {
    expect(scrolled(0).scroller.scrollTop).toBe(0);
    expect(scrolled(0).told.fresh).toBe(0);
    const { told, scroller } = scrolled(0, true);
    expect(scroller.scrollTop).toBe(42 * 3);
    expect(told.fresh).toBe(3);
  });

  it('goes to the top for another filter', () => {
    const { place, scroller } = scrolled(42 * 3);
    expect(place.keep(before, 'other', scroller, true).fresh).toBe(0);
    expect(scroller.scrollTop).toBe(0);
  });
});

describe('the list', () => {
  let panel: Panel | null = null;
  afterEach(() => panel?.stop());
  const urlOf = (i: number): string => `https://api.test/n/${i}`;
  const many = (count: number) =>
    Array.from({ length: count }, (_, i) => caseOf(refused(i, { url: urlOf(i), resource: urlOf(i) })));

  it('reads the newest at once, and the older ones in portions when somebody looks', async () => {
    const world = fakeWorld(many(1_500));
    const asked = vi.spyOn(world, 'list');
    panel = createPanel(world);
    await panel.refresh();
    expect(panel.list.known.value).toEqual({ lines: 200, all: false });
    panel.list.want();
    await waitFor(() => expect(panel?.list.known.value).toEqual({ lines: 1_500, all: true }));
    for (const [{ limit }] of asked.mock.calls) expect(limit).toBeLessThanOrEqual(500);
    await waitFor(() => expect(panel?.list.shown.value.entries).toHaveLength(1_500));
    expect(panel.list.shown.value.entries[0]?.line.url).toBe(urlOf(1_499));
  });

  it('loses none of those that started at one moment, and takes out what retention took', async () => {
    const files = many(900).map((file, i) => caseOf({ ...file.refusal, startedAt: at + Math.floor(i / 300) }));
    const world = fakeWorld(files);
    panel = createPanel(world);
    await panel.refresh();
    panel.list.want();
    await waitFor(() => expect(panel?.list.known.value).toEqual({ lines: 900, all: true }));
    expect(new Set(panel.list.lines().map(({ id }) => id)).size).toBe(900);
    for (const { refusal } of files.slice(0, 30)) world.files.delete(refusal.id);
    await panel.refresh();
    await waitFor(() => expect(panel?.list.known.value.lines).toBe(870));
  });

  it('judges any row that comes into view, not only the newest', async () => {
    const files = many(300);
    const world = fakeWorld(files);
    world.causes.set('locked', causeNamed('locked', 'Somebody holds a lock'));
    world.findings = [
      {
        cause: 'locked',
        kind: 'lock',
        finding: 'cause',
        strength: 'likely',
        evidence: [{ text: 'x', exchange: null }],
      },
    ];
    panel = createPanel(world);
    await panel.refresh();
    const oldest = files[3]?.refusal.id ?? '';
    expect(panel.summaries.value.has(oldest)).toBe(false);
    panel.lookAt([oldest]);
    await waitFor(() => expect(panel?.summaries.value.get(oldest)?.cause?.id).toBe('locked'));
  });

  it('judges every row for a filter by cause, and says how far it is', async () => {
    const world = fakeWorld(many(260));
    world.causes.set('locked', causeNamed('locked', 'Somebody holds a lock'));
    world.findings = [
      {
        cause: 'locked',
        kind: 'lock',
        finding: 'cause',
        strength: 'likely',
        evidence: [{ text: 'x', exchange: null }],
      },
    ];
    panel = createPanel(world);
    await panel.refresh();
    panel.list.want();
    panel.setFilter('cause:locked');
    expect(panel.list.shown.value.fitting).toBeLessThan(260);
    await waitFor(() => expect(panel?.list.shown.value.fitting).toBe(260), { timeout: 5_000 });
    expect(panel.summaries.value.size).toBe(260);
  });

  it('holds other tabs only where the filter asks for them', async () => {
    const world = fakeWorld([...many(3), caseOf(refused(99, { tabId: 2 }))]);
    const list = world.list;
    Object.assign(world, {
      list: async (query: Parameters<typeof list>[0]) => {
        const page = await list(query);
        return { ...page, rows: page.rows.filter((row) => query.tabId === null || row.tabId === query.tabId) };
      },
      listCount: async () => null,
    });
    panel = createPanel(world);
    await panel.refresh();
    expect(panel.list.shown.value.fitting).toBe(3);
    panel.setFilter('tab:all');
    await waitFor(() => expect(panel?.list.shown.value.fitting).toBe(4));
    expect(panel.rows.value).toHaveLength(3);
    panel.setFilter('tab:2');
    await waitFor(() => expect(panel?.list.shown.value.fitting).toBe(1));
    panel.setFilter('');
    await waitFor(() => expect(panel?.list.shown.value.fitting).toBe(3));
  });
});
