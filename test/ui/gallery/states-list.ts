import type { CaseFile } from '../../../src/diagnose/contract.ts';
import { caseOf, exchange } from '../../diagnose/cases.ts';
import { type FakeWorld, fakeWorld } from '../support/fake-world.ts';
import { story } from '../support/story.ts';
import type { State } from './states.ts';

const settled = (): Promise<void> => new Promise((done) => setTimeout(done, 60));
const now = Date.UTC(2026, 10, 22, 10, 0);
const api = 'https://api.test/api';

function judging(files: readonly CaseFile[]): FakeWorld {
  const world = fakeWorld(files);
  const told = story().world;
  for (const [id, cause] of told.causes) world.causes.set(id, cause);
  world.findings = told.findings;
  return world;
}

/** So many refused saves, two minutes apart. */
const many = (count: number) =>
  Array.from({ length: count }, (_, i) => {
    const url = `${api}/${['articles', 'orders', 'drafts'][i % 3]}/${i}`;
    return caseOf(
      exchange({
        url,
        method: i % 2 ? 'PATCH' : 'PUT',
        status: [409, 412, 423, 428][i % 4] ?? 409,
        startedAt: now - i * 120_000,
      }),
    );
  });

/** An editor that tries again every twenty seconds, among other saves. */
function repeats(): FakeWorld {
  const url = `${api}/drafts/12`;
  const tries = Array.from({ length: 7 }, (_, i) =>
    caseOf(exchange({ url, method: 'PUT', status: 409, startedAt: now - 30_000 - i * 20_000 })),
  );
  return judging([...many(12), ...tries]);
}

/** A recording with every pattern in it. */
function recording(): FakeWorld {
  const world = judging(many(40));
  const read = (n: number, tag: string | null, more: Parameters<typeof exchange>[0] = {}) =>
    exchange({
      url: `${api}/articles/${n}`,
      received: [['Server', 'nginx/1.27.0'], ...(tag === null ? [] : [['ETag', tag] as const])],
      startedAt: now - 500_000 + n,
      ...more,
    });
  const flapping = ['"a"', '"b"', '"a"', '"b"', '"a"'].map((tag, i) =>
    read(900, tag, { startedAt: now - 90_000 + i * 1000 }),
  );
  const overlap = [0, 1].map((i) =>
    exchange({
      url: `${api}/orders/77`,
      method: 'PUT',
      startedAt: now - 9_000 + i * 100,
      endedAt: now - 8_000,
      tabId: i + 1,
    }),
  );
  const health = [
    read(3, null),
    read(6, 'W/"1"'),
    read(9, '"1-gzip"', {
      received: [
        ['Server', 'Apache/2.4.62'],
        ['Content-Encoding', 'gzip'],
        ['ETag', '"1-gzip"'],
      ],
    }),
    read(12, '"2"', {
      initiator: 'https://app.test',
      received: [
        ['X-Powered-By', 'Express'],
        ['Access-Control-Allow-Origin', '*'],
        ['ETag', '"2"'],
      ],
    }),
  ];
  const again = [1, 2, 3].map((i) =>
    caseOf(exchange({ url: `${api}/drafts/5`, method: 'PUT', status: 409, startedAt: now - i * 3_600_000 })),
  );
  for (const file of again) world.files.set(file.refusal.id, file);
  const first = [...world.files.values()][0];
  if (first !== undefined)
    world.files.set(first.refusal.id, { ...first, neighbours: [...flapping, ...overlap, ...health] });
  return world;
}

const showPatterns: State['after'] = async (panel) => {
  panel.view.value = 'patterns';
  while (document.querySelector('[data-ailment]') === null) await settled();
  await settled();
};

/** The list with much in it, and what stands beside it. */
export const listStates: { readonly [name: string]: State } = {
  'list-many': { world: () => judging(many(2_000)), after: settled },
  'list-repeats': { world: repeats, after: settled },
  'list-repeats-open': {
    world: repeats,
    after: async () => {
      document.querySelector<HTMLElement>('.repeats')?.click();
      await settled();
    },
  },
  'list-news': {
    world: () => judging(many(60)),
    after: async (panel, world) => {
      const list = document.querySelector<HTMLElement>('.list');
      if (list !== null) list.scrollTop = 400;
      await settled();
      for (const file of [1, 2, 3].map((n) =>
        caseOf(exchange({ url: `${api}/new/${n}`, method: 'PUT', status: 409, startedAt: now + n * 1000 })),
      ))
        world.files.set(file.refusal.id, file);
      await panel.refresh();
      await settled();
    },
  },
  'list-hint': {
    world: () => judging(many(9)),
    after: async () => {
      document.querySelector<HTMLElement>('input[type="search"]')?.focus();
      await settled();
    },
  },
  'list-no-match': {
    world: () => judging(many(9)),
    after: async (panel) => {
      panel.setFilter('status:423 site:elsewhere.test');
      await settled();
    },
  },
  patterns: { world: recording, after: showPatterns },
  'patterns-empty': {
    world: () => fakeWorld(),
    after: async (panel) => {
      panel.view.value = 'patterns';
      while (!document.querySelector('[aria-label="Patterns"] p:not(.running)')) await settled();
    },
  },
};
