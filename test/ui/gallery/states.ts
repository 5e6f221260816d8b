import type { Panel } from '../../../src/ui/panel/model.ts';
import { caseOf, exchange } from '../../diagnose/cases.ts';
import { settingsStates } from '../support/fake-settings.ts';
import { type FakeWorld, fakeWorld } from '../support/fake-world.ts';
import { bringStates } from '../support/import-here.ts';
import { story } from '../support/story.ts';
import { everybodyStates } from './states-everybody.ts';
import { exchangeStates } from './states-exchange.ts';
import { listStates } from './states-list.ts';
import { versionsStates } from './states-versions.ts';

/** A state of the interface. A new one is a member of `states` below, or of a file beside this one that is spread into it. */
export type State = {
  /** Which pages are shown in it; the panel alone where nothing is said. */
  readonly pages?: readonly Page[];
  readonly world: () => FakeWorld;
  /** false: show the panel before anything was read. */
  readonly load?: boolean;
  readonly after?: (panel: Panel, world: FakeWorld) => Promise<void>;
};

let told = story();
const fresh = (): FakeWorld => {
  told = story();
  return told.world;
};
const settled = (): Promise<void> => new Promise((done) => setTimeout(done));

/** Waits for what is loaded on demand. */
async function there(selector: string): Promise<void> {
  while (document.querySelector(selector) === null) await new Promise((done) => setTimeout(done, 20));
}

/** Waits until the act was asked for, and ends it. */
async function end(world: FakeWorld, outcome: Parameters<FakeWorld['acts'][number]['end']>[0]): Promise<void> {
  world.acts.at(-1)?.end(outcome);
  await settled();
}

/** Work of other days and pages beside what the world holds. */
function withWork(world: FakeWorld, waiting: number): FakeWorld {
  const entries = [1, 2, 3].map((n) => ({
    id: `work${n}`,
    method: 'PUT',
    url: `https://app.test/api/articles/${n}/a-long-name-of-an-article-that-somebody-wrote-and-could-not-save-at-all?draft=${n}`,
    resource: `https://app.test/api/articles/${n}`,
    status: 409,
    at: Date.UTC(2026, 4, n, 9, 30),
    sites: ['https://app.test'],
    room: 100,
    exportedAt: n === 2 ? 1 : null,
    othersSavedAt: n === 3 ? Date.UTC(2026, 4, 4) : null,
  }));
  world.unsavedNow = { ...world.unsavedNow, entries, waiting, elsewhere: waiting === 0 ? [] : ['https://other.test'] };
  return world;
}

export const pages = ['panel', 'popup', 'welcome', 'guide', 'example'] as const;
export type Page = (typeof pages)[number];

export const states: { readonly [name: string]: State } = {
  loading: { pages: ['panel', 'popup'], world: fresh, load: false },
  empty: { pages: ['panel', 'popup', 'guide'], world: () => fakeWorld() },
  'no-store': {
    pages: ['panel', 'popup'],
    world: () =>
      Object.assign(fakeWorld(), { broken: new Error('The browser refused the storage (InvalidStateError).') }),
  },
  unsaved: { pages: ['panel', 'popup'], world: () => withWork(fakeWorld(), 0) },
  'unsaved-full': {
    world: () => withWork(fresh(), 3),
    after: async () => {
      [...document.querySelectorAll('button')].find(({ textContent }) => textContent === 'Discard')?.click();
      await settled();
    },
  },
  diagnosis: { pages: ['panel', 'popup', 'welcome'], world: fresh },
  unknown: {
    world: () => {
      const world = fresh();
      world.findings = world.findings.filter((finding) => finding.finding !== 'cause' && finding.finding !== 'error');
      return world;
    },
  },
  exchange: { world: fresh, after: (panel) => panel.open(told.refused.id) },
  checking: {
    world: fresh,
    after: async (panel, world) => {
      void panel.check(told.refused.id);
      const run = world.acts[0]?.run ?? '';
      world.ping({ ping: 'progress', run, progress: { step: 'Reading past the browser’s cache.', done: 1, total: 3 } });
    },
  },
  cleared: {
    world: fresh,
    after: async (panel, world) => {
      void panel.clearResource(told.refused.id);
      await end(world, {
        act: 'clear-resource',
        outcome: 'cleared',
        sentence: 'The old copy is gone: the page now reads what the server holds.',
        cleared: [
          'The entry in the page’s HTTP cache was replaced.',
          '2 entries in CacheStorage “app-v3” were deleted.',
        ],
        before: { exchange: told.read.id, status: 200, etag: '"v1"', lastModified: null, by: 'http-cache' },
        after: { exchange: told.check.id, status: 200, etag: '"v2"', lastModified: null, by: 'network' },
      });
    },
  },
  replay: {
    pages: ['panel', 'popup'],
    world: fresh,
    after: async (panel, world) => {
      void panel.prepareReplay(told.refused.id);
      await end(world, {
        act: 'replay-prepare',
        outcome: 'ready',
        sentence: 'One field was changed on both sides.',
        plan: told.plan,
      });
    },
  },
  'replay-edit': {
    world: fresh,
    after: async (panel, world) => {
      void panel.prepareReplay(told.refused.id);
      await end(world, {
        act: 'replay-prepare',
        outcome: 'ready',
        sentence: 'One field was changed on both sides.',
        plan: told.plan,
      });
      panel.choose(told.refused.id, '$.title', { take: 'edit', text: '"Mine and theirs"' });
      await there('.cm-content');
    },
  },
  'replay-token': {
    world: fresh,
    after: async (panel, world) => {
      void panel.prepareReplay(told.refused.id, [], [{ carrier: 'body:$.rev', fresh: '7', on: true }]);
      await end(world, {
        act: 'replay-prepare',
        outcome: 'ready',
        sentence: 'One field was changed on both sides.',
        plan: {
          ...told.plan,
          tokens: [
            ...told.plan.tokens,
            { carrier: 'body:$.rev', stale: null, fresh: '7', by: 'person', how: 'You said so.', on: true },
            {
              carrier: 'query:revision-of-a-very-long-name',
              stale: '41ae0c77d2f64b0c8f6d5c3a2b1e0f99',
              fresh: '9b2d7e60a4c84f5d8e1f7a6b5c4d3e2f',
              by: 'prior',
              how: 'You switched it off.',
              on: false,
            },
          ],
        },
      });
      await there('.tokens button');
      document.querySelector<HTMLElement>('.tokens button')?.click();
      await there('.correct');
    },
  },
  'replay-refused': {
    world: fresh,
    after: async (panel, world) => {
      void panel.prepareReplay(told.refused.id);
      await end(world, {
        act: 'replay-prepare',
        outcome: 'refused',
        sentence: 'The article is no longer on the server (404), so there is nothing to save on top of.',
        needs: 'create-anew',
      });
    },
  },
  saved: {
    world: fresh,
    after: async (panel, world) => {
      void panel.prepareReplay(told.refused.id);
      await end(world, {
        act: 'replay-send',
        outcome: 'saved',
        sentence: 'Saved. A read afterwards shows both edits.',
        status: 200,
        token: '"v3"',
        sent: told.refused.id,
        confirmed: told.check.id,
      });
    },
  },
  'refused-again': {
    world: fresh,
    after: async (panel, world) => {
      void panel.prepareReplay(told.refused.id);
      await end(world, {
        act: 'replay-send',
        outcome: 'refused-again',
        sentence: 'Refused again: somebody saved once more in between.',
        status: 409,
        token: '"v3"',
        sent: told.refused.id,
        confirmed: null,
      });
    },
  },
  long: {
    pages: ['panel', 'popup'],
    world: () => {
      const files = Array.from({ length: 150 }, (_, i) => {
        const url = `https://api.test/api/${'very-long-collection-name/'.repeat(1 + (i % 5))}${i}?q=${'x'.repeat(i)}`;
        const history = Array.from({ length: 40 }, (_, n) =>
          exchange({ url, received: [['ETag', `"${'e'.repeat(i % 60)}${Math.floor(n / 7)}"`]], tabId: n % 3 }),
        );
        return caseOf(
          exchange({ url, method: i % 2 ? 'PATCH' : 'PUT', status: [409, 412, 423, 428][i % 4] ?? 409 }),
          history,
        );
      });
      const world = fakeWorld(files);
      const { causes, findings } = story().world;
      for (const [id, cause] of causes) world.causes.set(id, cause);
      world.findings = findings;
      return world;
    },
  },
  ...everybodyStates,
  ...versionsStates,
  ...listStates,
  ...exchangeStates,
};

/** Every page in every state that is said of it: `replay` is the panel's, `popup:replay` the popup's, `settings:empty` a state of that page's own. */
export const shown: readonly string[] = [
  ...Object.entries(states).flatMap(([name, { pages: on = ['panel'] }]) =>
    on.map((page) => (page === 'panel' ? name : `${page}:${name}`)),
  ),
  ...Object.keys(settingsStates).map((name) => `settings:${name}`),
  ...Object.keys(bringStates).map((name) => `bring:${name}`),
  'privacy:text',
];
