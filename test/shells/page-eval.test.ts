import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { PageTask } from '../../src/messages/protocol.ts';

/** What the inspected page answers; throws where DevTools reach none. */
let page: (source: string) => unknown = () => null;
const asked: string[] = [];
vi.mock('webextension-polyfill', () => ({
  default: {
    devtools: {
      inspectedWindow: {
        eval: async (source: string) => {
          asked.push(source);
          return [page(source), undefined];
        },
      },
    },
  },
}));
const { runByEval } = await import('../../src/shells/page-eval.ts');
const { sentences } = await import('../../src/act/page-runner.ts');

beforeEach(() => {
  vi.useFakeTimers();
  asked.splice(0);
});
afterEach(() => {
  vi.useRealTimers();
});

const task = (method: string): PageTask => ({
  task: 'fetch',
  request: { method, url: 'https://app.example/notes/1', headers: [], body: null, cache: 'default', timeout: 1_000 },
});
const result = {
  ok: true,
  status: 200,
  headers: [],
  body: '',
  truncated: false,
  url: 'https://app.example/notes/1',
  startedAt: 1,
  endedAt: 2,
};
/** What tells the questions apart: is a page there, a task is begun, what became of it. */
const kind = (source: string) =>
  source === 'location.origin' ? 'there' : source.includes('defineProperty') ? 'begin' : 'poll';
const nowhere = () => {
  throw new Error('An unexpected error occurred');
};

async function run(what: PageTask) {
  const running = runByEval(what);
  await vi.runAllTimersAsync();
  return running;
}

it('begins a read anew in the site’s next page, as often as DevTools ask the one before', async () => {
  let left = 3;
  page = (source) => {
    if (kind(source) !== 'poll') return 'https://app.example';
    return left-- > 0 ? 'gone' : JSON.stringify(result);
  };
  expect(await run(task('GET'))).toEqual(result);
  const begun = asked.filter((source) => kind(source) === 'begin');
  expect(begun).toHaveLength(4);
  // It is for the site of the page in which it was begun first.
  expect(begun.slice(1).every((source) => source.includes('"pageOrigin":"https://app.example"'))).toBe(true);
});

it('says that DevTools have lost the page where they reach none for long', async () => {
  page = nowhere;
  expect(await run(task('GET'))).toMatchObject({ ok: false, why: 'no-page', message: sentences.lost });
  expect(asked.filter((source) => kind(source) === 'begin')).toHaveLength(1);
});

it('never begins a save anew: it may have been sent', async () => {
  page = (source) => (kind(source) === 'poll' ? 'gone' : 'https://app.example');
  expect(await run(task('PUT'))).toMatchObject({ ok: false, why: 'no-page', message: sentences.navigated });
  expect(asked.filter((source) => kind(source) === 'begin')).toHaveLength(1);
});
