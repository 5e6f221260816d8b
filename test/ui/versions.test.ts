import { describe, expect, it } from 'vitest';
import { versionTrail } from '../../src/diagnose/version-trail.ts';
import { historyOf } from '../../src/ui/panel/state/versions.ts';
import { picture } from '../../src/ui/panel/state/versions-picture.ts';
import { notWider, windowOf } from '../../src/ui/panel/state/versions-window.ts';
import { labelOf } from '../../src/ui/panel/state/versions-words.ts';
import { type Spot, step } from '../../src/ui/panel/versions-step.ts';
import { caseOf, exchange } from '../diagnose/cases.ts';
import { fullHistory, longHistory, refusedOften, revisions } from './support/histories.ts';
import { story } from './support/story.ts';

const tagged = (etag: string, more = {}) => exchange({ received: [['ETag', etag]], ...more });

describe('the history of versions', () => {
  it('marks a change that nobody was seen to make, where it came to light', () => {
    const { world, refused, check } = story();
    const file = world.files.get(refused.id) ?? caseOf(refused);
    const { marks } = historyOf(file);
    expect(marks.map((m) => m.kind)).toEqual(['read', 'read', 'refused', 'probe']);
    expect(marks.filter((m) => m.changedUnseen).map((m) => m.exchange.id)).toEqual([check.id]);
    const { lanes, bands, unseen } = picture(file);
    expect(lanes.map((l) => l.name)).toEqual(['Browser’s copy', 'This tab', 'Somebody not seen here', 'Resave']);
    expect(unseen).toEqual([{ from: 0, to: 3 }]);
    expect(bands.map(({ version, unsure, from, to }) => [version, unsure, from, to])).toEqual([
      ['"v1"', false, 0, 0],
      ['"v1"', true, 1, 2],
      ['"v2"', false, 3, 3],
    ]);
  });

  it('blames nobody for a version that a seen write made, with or without a tag in its answer', () => {
    const read = tagged('"1"');
    const silent = exchange({ method: 'PUT', status: 204, tabId: 2 });
    const after = tagged('"2"');
    const refused = exchange({ method: 'PUT', status: 412, sent: [['If-Match', '"1"']] });
    const file = caseOf(refused, [read, silent, after]);
    const { marks } = historyOf(file);
    expect(marks.some((m) => m.changedUnseen)).toBe(false);
    expect(picture(file).lanes.map((l) => l.name)).toEqual(['This tab', 'Another tab']);
    expect(marks.at(-1)?.stale).toBe(true);
  });

  it('does not take another spelling of one tag for another version', () => {
    const reads = ['"a"', 'W/"a"', '"a-gzip"'].map((etag) => tagged(etag));
    const refused = exchange({ method: 'PUT', status: 412, sent: [['If-Match', '"a-gzip"']] });
    expect(historyOf(caseOf(refused, reads)).marks.some((m) => m.changedUnseen || m.stale)).toBe(false);
  });

  it('does not take the tag of an error’s body for the resource’s', () => {
    const read = tagged('"1"');
    const gone = exchange({ status: 404, received: [['ETag', '"error"']] });
    const refused = exchange({ method: 'PUT', status: 409, received: [['ETag', '"error"']] });
    expect(historyOf(caseOf(refused, [read, gone])).marks.map((m) => m.held)).toEqual(['"1"', '"1"', '"1"']);
  });

  it('does not take what a cache answers for what the server holds', () => {
    const read = tagged('"new"');
    const cached = tagged('"old"', { servedBy: 'http-cache' });
    const refused = exchange({ method: 'PUT', status: 409, sent: [['If-Match', '"old"']] });
    const { marks } = historyOf(caseOf(refused, [read, cached]));
    expect(marks.map(({ held, changedUnseen }) => [held, changedUnseen])).toEqual([
      ['"new"', false],
      ['"new"', false],
      ['"new"', false],
    ]);
    expect(marks.map((m) => m.stale)).toEqual([false, true, true]);
  });

  it('calls an older version that the server itself brings neither stale nor new', () => {
    const reads = ['"a"', '"b"', '"a"'].map((etag) => tagged(etag));
    const { marks } = historyOf(caseOf(exchange({ method: 'PUT', status: 409 }), reads));
    expect(marks[2]).toMatchObject({ returned: true, stale: false, changedUnseen: false });
  });

  it('keeps the refusal when much came after it, and says what it leaves out', () => {
    const refused = exchange({ method: 'PUT', status: 409 });
    const later = Array.from({ length: 30 }, () => exchange());
    const { marks, omitted } = historyOf(caseOf(refused, later), undefined, 10);
    expect(marks).toHaveLength(10);
    expect(marks[0]?.exchange.id).toBe(refused.id);
    expect(omitted).toBe(21);
  });
});

describe('a version that travels in the body', () => {
  const file = revisions();
  const trail = versionTrail(file) ?? undefined;

  it('is what the server held, what the save was made for, and what went stale', () => {
    const { bands, wentStale, lanes } = picture(file, undefined, trail);
    expect(bands.map(({ version, unsure }) => (unsure ? '?' : version?.slice(0, 2)))).toEqual(['3-', '4-', '?', '5-']);
    expect(wentStale).toEqual([{ lane: 'this', column: 1 }]);
    expect(lanes.map(({ key }) => key)).toEqual(['this', 'tab 2', 'unseen', 'resave']);
    const { marks } = historyOf(file, trail);
    expect(marks.find((m) => m.kind === 'refused')).toMatchObject({
      stale: true,
      version: expect.stringMatching(/^3-/),
    });
  });

  it('is named with its place', () => {
    if (trail === undefined) throw new Error('The place was not learnt');
    const [first] = historyOf(file, trail).marks;
    expect(first && labelOf(first, trail)).toMatch(/version 3-\w+ \(_rev in the body\)$/);
  });
});

it('never compares a date with an entity tag', () => {
  const read = tagged('"1"');
  const silent = exchange({ received: [['Last-Modified', 'Tue, 14 Nov 2023 22:13:20 GMT']] });
  const { marks } = historyOf(caseOf(exchange({ method: 'PUT', status: 409 }), [read, silent]));
  expect(marks.map(({ version, changedUnseen }) => [version, changedUnseen])).toEqual([
    ['"1"', false],
    [null, false],
    [null, false],
  ]);
});

describe('a file that does not tell tabs apart', () => {
  it('names no tab', () => {
    const { lanes } = picture({ ...fullHistory(), tellsTabs: false });
    expect(lanes.map((l) => l.name).filter((name) => /tab/i.test(name))).toEqual([]);
  });
});

describe('the copies that a tab and a cache hold', () => {
  it('go stale where the server got another version, and only perhaps where nobody saw when', () => {
    const { threads, wentStale, lanes } = picture(fullHistory());
    expect(lanes.map((l) => l.key)).toEqual(['cache', 'this', 'tab 2', 'unseen', 'resave']);
    // Own save at column 1 made a version that the copy in the cache, and after it this tab, did not have.
    expect(wentStale).toEqual([
      { lane: 'this', column: 2 },
      { lane: 'cache', column: 1 },
    ]);
    expect(threads.filter((t) => t.lane === 'this').map(({ from, to, state }) => [from, to, state])).toEqual([
      [0, 2, 'current'],
      [2, 6, 'stale'],
    ]);
    expect(threads.filter((t) => t.lane === 'tab 2').map((t) => t.state)).toEqual(['current']);
  });

  it('are perhaps old while a change by somebody unseen may have happened', () => {
    const { world, refused } = story();
    const { threads } = picture(world.files.get(refused.id) ?? caseOf(refused));
    expect(threads.filter((t) => t.lane === 'this').map((t) => t.state)).toEqual(['unsure']);
  });
});

describe('what is not known', () => {
  it('is which version the server held after it was last asked: a refusal may mean another one', () => {
    const read = tagged('"1"');
    const refused = exchange({ method: 'PUT', status: 409, sent: [['If-Match', '"1"']] });
    const { bands, threads } = picture(caseOf(refused, [read]));
    expect(bands.map(({ from, to, unsure }) => [from, to, unsure])).toEqual([
      [0, 0, false],
      [1, 1, true],
    ]);
    expect(threads.map(({ state }) => state)).toEqual(['unsure']);
    const again = tagged('"1"');
    const file = caseOf(refused, [read, again]);
    expect(picture(file).bands.map(({ unsure }) => unsure)).toEqual([false]);
    expect(picture(file).threads.map(({ state }) => state)).toEqual(['current']);
  });
});

describe('a long history', () => {
  const file = longHistory();

  it('folds runs that say nothing, and nothing that a diagnosis could stand on', () => {
    const { columns, omitted } = picture(file);
    expect(file.history).toHaveLength(150);
    expect(omitted).toBe(0);
    expect(columns.length).toBeLessThan(30);
    expect(columns.flatMap((c) => c.marks).map((m) => m.exchange.id)).toEqual(file.history.map((x) => x.id));
    for (const { marks } of columns.filter((c) => c.marks.length > 1)) {
      expect(marks.some((m) => m.kind === 'refused' || m.kind === 'failed' || m.stale || m.changedUnseen)).toBe(false);
      expect(new Set(marks.map((m) => m.lane)).size).toBe(1);
    }
  });

  it('unfolds one run', () => {
    const run = picture(file).columns.find((c) => c.marks.length > 1);
    const open = picture(file, new Set([run?.first.exchange.id ?? '']));
    expect(open.columns.length).toBe(picture(file).columns.length + (run?.marks.length ?? 0) - 1);
  });
});

describe('the part that is drawn', () => {
  it('is the whole of a short history', () => {
    const whole = picture(fullHistory());
    expect(windowOf(whole, fullHistory().refusal.id, notWider)).toEqual({ ...whole, earlier: 0, later: 0 });
  });

  it('always holds the refusal, and says of each column what the whole picture says', () => {
    const file = longHistory();
    // Unfolded, so that there is something to leave out.
    const runs = picture(file).columns.flatMap((c) => (c.marks.length > 1 ? [c.first.exchange.id] : []));
    const whole = picture(file, new Set(runs));
    expect(whole.columns).toHaveLength(150);
    for (const about of [0, 3, 70, 120, 149]) {
      const id = whole.columns[about]?.first.exchange.id ?? '';
      const part = windowOf(whole, id, { earlier: 5, later: 2 });
      const at = (n: number): number => n + part.earlier;
      expect(part.columns.map((c) => c.first.exchange.id)).toContain(id);
      expect(part.earlier + part.columns.length + part.later).toBe(150);
      expect(part.columns.length).toBeLessThanOrEqual(18 + 5 + 2);
      for (const n of part.columns.keys()) {
        const held = (bands: typeof whole.bands, column: number) =>
          bands.flatMap(({ from, to, version, unsure }) => (from <= column && column <= to ? [[version, unsure]] : []));
        expect(held(part.bands, n)).toEqual(held(whole.bands, at(n)));
        const threads = (all: typeof whole.threads, column: number, next: number) =>
          all.flatMap(({ lane, from, to, state }) => (from <= column && next <= to ? [`${lane} ${state}`] : []));
        if (n + 1 < part.columns.length)
          expect(threads(part.threads, n, n + 1)).toEqual(threads(whole.threads, at(n), at(n) + 1));
      }
    }
  });

  it('grows to the whole', () => {
    const file = refusedOften();
    const whole = picture(file);
    expect(windowOf(whole, file.refusal.id, notWider)).toMatchObject({ earlier: 132, later: 0 });
    expect(windowOf(whole, file.refusal.id, { earlier: 132, later: 0 }).columns).toHaveLength(150);
  });
});

describe('the keys', () => {
  const spot = (id: string, column: number, row: number): Spot => ({
    id,
    opens: id,
    kind: 'read',
    label: id,
    column,
    lane: `${row}`,
    row,
  });
  const spots = [spot('a', 0, 0), spot('b', 1, 2), spot('c', 2, 0), spot('d', 3, 1)];

  it('go along the time and to the nearest event of the next lane that has one', () => {
    expect(step(spots, 'a', 'ArrowRight')).toBe('b');
    expect(step(spots, 'd', 'ArrowRight')).toBe('d');
    expect(step(spots, 'b', 'Home')).toBe('a');
    expect(step(spots, 'a', 'End')).toBe('d');
    expect(step(spots, 'a', 'ArrowDown')).toBe('d');
    expect(step(spots, 'b', 'ArrowUp')).toBe('d');
    expect(step(spots, 'd', 'ArrowUp')).toBe('c');
    expect(step(spots, 'a', 'ArrowUp')).toBe('a');
    expect(step(spots, 'a', 'Enter')).toBeNull();
  });
});
