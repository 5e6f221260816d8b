import type { CDPSession, Frame, Page } from 'puppeteer-core';
import { callOf } from '../e2e/support/surface.ts';
import { until } from '../e2e/support/until.ts';
import type { Figures } from './panel-network.ts';

const patience = 120_000;
const megabyte = 1024 * 1024;
/** Each figure is the middle one of so many. */
const rounds = 5;

/** esbuild names functions through a helper that the document does not have; `callOf` brings it along. */
const inFrame = <A extends readonly unknown[], T>(frame: Frame, body: (...args: A) => T | Promise<T>, ...args: A) =>
  frame.evaluate(callOf(body, args)) as Promise<T>;

const middle = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

/** The frame's own session of the DevTools protocol, which puppeteer keeps to itself. */
function clientOf(frame: Frame): CDPSession {
  return (frame as unknown as { readonly client: CDPSession }).client;
}

function frameOf(devtools: Page, origin: string): Frame {
  const found = devtools.frames().find((frame) => frame.url().startsWith(origin) && /panel\.html$/.test(frame.url()));
  if (found === undefined) throw new Error('DevTools holds no frame of panel.html');
  return found;
}

/** When the first row is painted, milliseconds after the document was asked for; null in a document that is being replaced. */
const firstRows = () =>
  new Promise<number>((done) => {
    const look = (): void => {
      if (document.querySelector('[role="grid"] [role="row"][data-url]') === null) requestAnimationFrame(look);
      // Past the frame that shows it.
      else requestAnimationFrame(() => setTimeout(() => done(performance.now())));
    };
    look();
  });

async function openAnew(devtools: Page, origin: string): Promise<number> {
  const old = await inFrame(frameOf(devtools, origin), () => performance.timeOrigin);
  await inFrame(frameOf(devtools, origin), () => location.reload());
  return until(
    'the panel to show rows anew',
    async () => {
      const frame = frameOf(devtools, origin);
      if ((await inFrame(frame, () => performance.timeOrigin)) === old) return null;
      return inFrame(frame, firstRows);
    },
    patience,
  );
}

/** Milliseconds of script and of all work on the panel's main thread so far. */
async function work(client: CDPSession): Promise<{ script: number; task: number }> {
  const { metrics } = await client.send('Performance.getMetrics');
  const of = (wanted: string) => (metrics.find(({ name }) => name === wanted)?.value ?? 0) * 1000;
  return { script: of('ScriptDuration'), task: of('TaskDuration') };
}

/** Types one more character; gives the time until the rows that show all match, and the longest task in between. */
const typeOne = (text: string) =>
  new Promise<{ painted: number; longest: number }>((done, fail) => {
    const input = document.querySelector('input[type="search"]');
    if (!(input instanceof HTMLInputElement)) return fail(new Error('no filter'));
    let longest = 0;
    const begun = performance.now();
    const observer = new PerformanceObserver((list) => {
      for (const { startTime, duration } of list.getEntries())
        if (startTime >= begun) longest = Math.max(longest, duration);
    });
    observer.observe({ type: 'longtask' });
    input.value = text;
    input.dispatchEvent(new InputEvent('input', { bubbles: true }));
    const first = performance.now() - begun;
    const matches = (): boolean => document.querySelector('[role="grid"]')?.getAttribute('data-filter') === text;
    const look = (): void => {
      if (!matches()) requestAnimationFrame(look);
      else
        requestAnimationFrame(() =>
          setTimeout(() => {
            for (const { duration } of observer.takeRecords()) longest = Math.max(longest, duration);
            observer.disconnect();
            done({ painted: performance.now() - begun, longest: Math.max(longest, first) });
          }),
        );
    };
    look();
  });

/** Scrolls by three rows a frame, sixty times; gives the time of each frame. */
const scroll = () =>
  new Promise<number[]>((done) => {
    const scroller = document.querySelector('[role="grid"]')?.closest('[data-scroller]');
    const times: number[] = [];
    let last = 0;
    const step = (now: number): void => {
      if (last !== 0) times.push(now - last);
      last = now;
      if (scroller) scroller.scrollTop += 123;
      if (times.length < 60) requestAnimationFrame(step);
      else done(times);
    };
    requestAnimationFrame(step);
  });

/** Clicks a row; gives the time until its diagnosis is painted. */
const selectRow = (index: number) =>
  new Promise<number>((done, fail) => {
    const row = document.querySelector<HTMLElement>(`[role="grid"] [role="row"][aria-rowindex="${index}"]`);
    const time = row?.querySelector('time')?.dateTime;
    if (!row || time === undefined) return fail(new Error(`no row ${index}`));
    const begun = performance.now();
    row.click();
    const look = (): void => {
      const shown = document.querySelector<HTMLTimeElement>('.subject time')?.dateTime === time;
      if (!shown || document.querySelector('[role="list"][aria-label="Causes"]') === null) requestAnimationFrame(look);
      else requestAnimationFrame(() => setTimeout(() => done(performance.now() - begun)));
    };
    look();
  });

/** From a click on a row to its diagnosis on the screen, and the panel’s work in that time, milliseconds. */
export async function measureSelecting(devtools: Page, origin: string): Promise<{ time: number; task: number }> {
  await openAnew(devtools, origin);
  const frame = frameOf(devtools, origin);
  // The rules are fetched once, with the first diagnosis.
  await until('the first diagnosis', () =>
    inFrame(frame, () => document.querySelector('[role="list"][aria-label="Causes"]') !== null),
  );
  const client = clientOf(frame);
  await client.send('Performance.enable');
  await inFrame(frame, () => document.querySelector<HTMLElement>('.repeats')?.click());
  const times: number[] = [];
  const tasks: number[] = [];
  for (const index of [2, 5, 3, 8, 6, 4, 7]) {
    const before = await work(client);
    times.push(await inFrame(frame, selectRow, index));
    tasks.push((await work(client)).task - before.task);
  }
  return { time: middle(times), task: middle(tasks) };
}

/** The panel's figures; `conflicts` must come to stand in its list before it is filtered. */
export async function measurePanel(devtools: Page, origin: string, conflicts: number): Promise<Figures> {
  const opened: number[] = [];
  for (let i = 0; i < rounds; i++) opened.push(await openAnew(devtools, origin));
  const frame = frameOf(devtools, origin);
  await until(
    'the whole list to be known',
    () =>
      inFrame(
        frame,
        (conflicts) => Number(document.querySelector('[role="grid"]')?.getAttribute('data-known') ?? 0) >= conflicts,
        conflicts,
      ),
    patience,
  ).catch((error) => console.error(`${error}`));
  const client = clientOf(frame);
  await client.send('Performance.enable');
  const painted: number[] = [];
  const script: number[] = [];
  const longest: number[] = [];
  for (const text of ['a', 'ar', 'art', 'arti', 'artic', '', 'o', 'or', 'ord']) {
    const before = await work(client);
    const one = await inFrame(frame, typeOne, text);
    const after = await work(client);
    if (text === '') continue;
    painted.push(one.painted);
    script.push(after.script - before.script);
    longest.push(one.longest);
  }
  await inFrame(frame, typeOne, '');
  const before = await work(client);
  const frames = await inFrame(frame, scroll);
  const after = await work(client);
  await client.send('HeapProfiler.collectGarbage');
  const { usedSize } = await client.send('Runtime.getHeapUsage');
  return {
    rows: middle(opened),
    filterPainted: middle(painted),
    filterScript: middle(script),
    filterLongest: middle(longest),
    frame: middle(frames),
    frameScript: (after.task - before.task) / frames.length,
    heap: usedSize / megabyte,
  };
}
