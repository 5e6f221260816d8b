import type { Remedy } from '../../../src/diagnose/contract.ts';
import { trialNote } from '../../../src/diagnose/facts/suspect-trials.ts';
import type { Outcome } from '../../../src/messages/acts.ts';
import type { Panel } from '../../../src/ui/panel/model.ts';
import { caseOf, exchange } from '../../diagnose/cases.ts';
import { causeNamed, type FakeWorld, fakeWorld } from '../support/fake-world.ts';
import { story } from '../support/story.ts';
import type { State } from './states.ts';

let told = story();
const settled = (): Promise<void> => new Promise((done) => setTimeout(done, 30));

/** The story with another top cause, and with what else is known. */
function withCause(id: string, title: string, remedy: Remedy, said: readonly string[] = [title]): FakeWorld {
  told = story();
  const { world, refused } = told;
  world.causes.set(id, causeNamed(id, title, { remedy }));
  const [first = title, ...more] = said;
  const evidence = (text: string) => ({ text, exchange: refused.id });
  world.findings = [
    {
      cause: id,
      kind: 'stale-version',
      finding: 'cause',
      strength: 'likely',
      evidence: [evidence(first), ...more.map(evidence)],
    },
    ...world.findings.slice(1),
  ];
  return world;
}

async function press(name: string): Promise<void> {
  const found = () => [...document.querySelectorAll('button')].find((one) => one.textContent === name);
  for (let tries = 0; found() === undefined && tries < 100; tries++) await settled();
  found()?.click();
  await settled();
}

async function end(world: FakeWorld, outcome: Outcome): Promise<void> {
  for (let tries = 0; world.acts.length === 0 && tries < 100; tries++) await settled();
  world.acts.at(-1)?.end(outcome);
  await settled();
}

const strip = { id: 'abc', name: 'Header Studio' };
const longName = 'A privacy guard with a very long name that nobody has ever read to its end, not even its maker';

/** Two suspects, one of which was tried. */
function suspected(): FakeWorld {
  const title = 'Something in the browser changed a header on its way';
  const world = withCause('header-changed-by-extension', title, 'tell', [
    'The server sent ETag: "v1"; no ETag reached the page.',
  ]);
  const { refused, read } = told;
  const trial = (how: 'with' | 'without', seen: readonly [string, string][]) =>
    exchange({
      url: refused.url,
      set: [],
      sent: [],
      received: [['ETag', '"v1"']],
      seen: [...seen],
      startedAt: refused.startedAt + (how === 'with' ? 1000 : 2000),
      parent: { id: refused.id, role: 'probe', note: trialNote(how, strip) },
      sources: ['web-request'],
    });
  world.files.set(refused.id, caseOf(refused, [read, trial('with', []), trial('without', [['ETag', '"v1"']])]));
  return world;
}

const named = (byHand: boolean): Outcome => ({
  act: 'suspects',
  outcome: 'named',
  sentence: '3 extensions may change requests to this site. The likeliest stands first.',
  byHand,
  suspects: [
    {
      ...strip,
      version: '4.1.2',
      enabled: true,
      mayBeSwitched: true,
      reasons: [
        'It may change what pages send and get, by rules.',
        'It was made for this site, or for few sites with this one among them.',
      ],
    },
    {
      id: 'def',
      name: longName,
      version: '2026.11.22.1',
      enabled: true,
      mayBeSwitched: true,
      reasons: ['It may change what pages send and get, while it passes.', 'It may touch every site.'],
    },
    {
      id: 'ghi',
      name: 'Company guard',
      version: '1',
      enabled: true,
      mayBeSwitched: false,
      reasons: ['It may touch every site.', 'A policy of this computer keeps it on.'],
    },
  ],
});

async function name(_panel: Panel, world: FakeWorld, byHand: boolean): Promise<void> {
  await press('Name the suspects');
  await end(world, named(byHand));
}

/** What everybody may see: the popup’s fixes, the suspects, the example. */
export const everybodyStates: { readonly [name: string]: State } = {
  suspects: {
    pages: ['panel', 'popup', 'welcome'],
    world: suspected,
    after: (panel, world) => name(panel, world, false),
  },
  'suspects-unasked': { pages: ['popup'], world: suspected },
  'suspects-refused': {
    pages: ['panel', 'popup'],
    world: () => Object.assign(suspected(), { extensionsAllowed: 'refused' }),
    after: () => press('Name the suspects'),
  },
  'suspects-by-hand': {
    pages: ['panel'],
    world: suspected,
    async after(panel, world) {
      await name(panel, world, true);
      await press('Try without it');
      await end(world, {
        act: 'try-without',
        outcome: 'by-hand',
        sentence: 'Firefox lets only you turn “Header Studio” off. The first read is made; now:',
        extension: strip.id,
        steps: ['Open a new tab and go to about:addons.', 'Choose “Extensions” and turn “Header Studio” off.'],
        exchanges: [],
      });
    },
  },
  'left-off': {
    pages: ['panel', 'popup'],
    world: () => {
      const world = suspected();
      world.leftOffNow = [longName];
      return world;
    },
  },
  address: {
    pages: ['popup'],
    world: () => {
      const world = withCause('url-typo', 'The save went to a slightly wrong address', 'tell');
      const { refused } = told;
      const twin = exchange({ url: `${refused.url}/`, startedAt: refused.startedAt - 5000 });
      world.files.set(refused.id, caseOf(refused, [], { neighbours: [twin] }));
      return world;
    },
  },
  plugin: {
    pages: ['popup'],
    world: () =>
      withCause('plugin-or-theme-update', 'A plugin or theme of the site was updated in between', 'tell', [
        'The plugin gallery was at 1.2.',
        'Then it was at 1.3.',
      ]),
  },
  cookies: {
    pages: ['popup'],
    world: () => withCause('stale-session', 'The session is not the one that opened the page', 'tell'),
    after: () => press('It did not help: remove this site’s cookies too'),
  },
  several: {
    pages: ['popup'],
    world: () => {
      const world = withCause('stale-browser-cache', 'The page worked from an old copy', 'clear-resource');
      for (const path of ['a', 'a', 'b']) {
        const other = exchange({ method: 'PUT', status: 409, url: `https://api.test/${path}`, startedAt: 1000 });
        world.files.set(other.id, caseOf(other));
      }
      return world;
    },
  },
  refused: {
    pages: ['popup'],
    world: () => Object.assign(fakeWorld(), { watch: async () => 'refused' }),
    after: () => press('Watch this site'),
  },
  watched: {
    pages: ['popup'],
    world: () => {
      const world = fakeWorld();
      world.watchedNow = { origins: [], all: true };
      return world;
    },
  },
  shortcuts: { pages: ['panel'], world: () => fakeWorld(), after: () => press('?') },
  worked: {
    pages: ['example'],
    world: () => {
      told = story();
      return told.world;
    },
  },
};
