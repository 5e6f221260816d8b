import { batch, type Signal, signal } from '@preact/signals';
import { type Choices, defaultChoices, whyNotRedacted } from '../../record/choices.ts';
import type { Usage } from '../../store/usage.ts';
import { say } from '../../texts/say.ts';
import { everywhere } from '../panel/watch.ts';
import { messageOf } from '../shared/words.ts';
import type { Watched } from '../world.ts';
import type { SettingsWorld } from './settings-world.ts';
import { patternsOf } from './site-names.ts';

export type Settings = ReturnType<typeof createSettings>;
export type Load =
  | { readonly state: 'loading' }
  | { readonly state: 'ready' }
  | { readonly state: 'failed'; readonly sentence: string };
/** What came of the last thing that was done, and in which part of the page. */
export type Said = {
  readonly part: 'sites' | 'limits' | 'space' | 'words';
  readonly sentence: string;
  readonly bad?: true;
};

/** What the settings page shows and does. */
export function createSettings(world: SettingsWorld) {
  const load: Signal<Load> = signal({ state: 'loading' });
  const watched: Signal<Watched> = signal({ origins: [], all: false });
  const choices: Signal<Choices> = signal(defaultChoices);
  const usage: Signal<Usage | null> = signal(null);
  const onDisk: Signal<number | null> = signal(null);
  const trouble: Signal<string | null> = signal(null);
  const said: Signal<Said | null> = signal(null);
  const busy = signal(false);

  async function refresh(): Promise<void> {
    try {
      const [now, chosen, used, disk, why] = await Promise.all([
        world.watched(),
        world.choices(),
        world.usage(),
        world.onDisk().catch(() => null),
        world.storageTrouble().catch(() => null),
      ]);
      batch(() => {
        watched.value = now;
        // The same again is no news: fields that are being typed into show what was chosen.
        if (JSON.stringify(chosen) !== JSON.stringify(choices.value)) choices.value = chosen;
        usage.value = used;
        onDisk.value = disk;
        trouble.value = why;
        load.value = { state: 'ready' };
      });
    } catch (error) {
      load.value = { state: 'failed', sentence: messageOf(error) };
    }
  }

  let tail: Promise<void> = Promise.resolve();
  /** One after the other: does it, says what came of it, and shows what is so now. */
  function run(part: Said['part'], work: () => Promise<string | Omit<Said, 'part'>>): Promise<void> {
    tail = tail.then(async () => {
      busy.value = true;
      let now: Said;
      try {
        const done = await work();
        now = typeof done === 'string' ? { part, sentence: done } : { part, ...done };
      } catch (error) {
        now = { part, sentence: messageOf(error), bad: true };
      }
      await refresh();
      batch(() => {
        said.value = now;
        busy.value = false;
      });
    });
    return tail;
  }

  const choose = (part: 'limits' | 'words', next: Choices, sentence: string) =>
    run(part, async () => {
      await world.choose(next);
      return sentence;
    });

  let waiting = false;
  /** Recording goes on while the page is open; one look at a time is enough. */
  async function follow(): Promise<void> {
    if (waiting || busy.value) return;
    waiting = true;
    await refresh();
    waiting = false;
  }
  const stop = world.onPing((ping) => {
    if (ping.ping === 'permissions' || ping.ping === 'changed') void follow();
  });

  return {
    load,
    watched,
    choices,
    usage,
    onDisk,
    trouble,
    said,
    busy,
    refresh,
    stop,
    openPrivacy: () => world.openPage('privacy'),
    /** Call it in the click's own turn: the browser asks only then. */
    watchSite(address: string): Promise<void> {
      const patterns = patternsOf(address);
      if (patterns.length === 0)
        return run('sites', async () => ({ sentence: say`Write the address of a site, like example.org.`, bad: true }));
      const answer = world.watch(patterns);
      return run('sites', async () =>
        (await answer) === 'granted'
          ? say`It is watched from now on. Pages that are open need no reload.`
          : { sentence: say`The browser did not give the permission.`, bad: true },
      );
    },
    watchAll(): Promise<void> {
      const answer = world.watch(everywhere);
      return run('sites', async () =>
        (await answer) === 'granted'
          ? say`Every site is watched from now on.`
          : { sentence: say`The browser did not give the permission.`, bad: true },
      );
    },
    stopWatching: (patterns: readonly string[]) =>
      run('sites', async () => {
        await world.unwatch(patterns);
        return say`It is no longer watched. What was recorded stays until you delete it.`;
      }),
    setLimits: (limits: Omit<Choices, 'words'>) =>
      choose(
        'limits',
        { ...limits, words: choices.value.words },
        say`Saved. What is over a limit goes when the next request is recorded.`,
      ),
    addWord(word: string): Promise<void> {
      const why = whyNotRedacted(word);
      if (why !== null) return run('words', async () => ({ sentence: whyNot[why](), bad: true }));
      const words = [...new Set([...choices.value.words, word.trim()])];
      return choose(
        'words',
        { ...choices.value, words },
        say`Values under “${word.trim()}” are redacted from now on, and in what was recorded before.`,
      );
    },
    removeWord: (word: string) =>
      choose(
        'words',
        { ...choices.value, words: choices.value.words.filter((other) => other !== word) },
        say`Values under “${word}” are recorded again. What was redacted does not come back.`,
      ),
    forget: (origin: string | null, unsaved: boolean) =>
      run('space', async () => {
        await world.forget(origin, unsaved);
        return origin === null ? say`All records were deleted.` : say`The records of ${origin} were deleted.`;
      }),
  };
}

const whyNot = {
  empty: () => say`Write a name with letters or digits.`,
  long: () => say`That is too long for a name.`,
  version: () => say`That name speaks of a version. Resave cannot explain a refused save without its value.`,
} as const;
