import type { SessionArea } from './put-down.ts';
import { putDownPlace } from './put-down-place.ts';
import type { Refuge } from './refuge.ts';
import type { StoreState } from './state.ts';
import type { Store } from './store.ts';

/** The background's store: never fails. Once the disk has refused something, a refuge of disk and memory stands for it (refuge.ts). */
export type SteadyStore = Pick<
  Store,
  | 'write'
  | 'recent'
  | 'near'
  | 'openWith'
  | 'unsettled'
  | 'keepSpans'
  | 'keepHeard'
  | 'beginSession'
  | 'choices'
  | 'choose'
  | 'forget'
  | 'wordsToRedact'
  | 'redactAgain'
> & {
  /** The disk's store as it was first opened, or null where it was refused. */
  readonly disk: Promise<Store | null>;
  /** Asks the store whatever else it answers. */
  readonly ask: <T>(question: (store: Store) => Promise<T>) => Promise<T>;
};

/**
 * @param open opens the store on disk; called again while it is refused
 * @param changed told when recordings begin to be kept in memory only, and when they reach the disk again
 * @param area memory of the browser session, where refused saves wait that the disk did not take
 */
export function createSteadyStore(
  open: () => Promise<Store>,
  changed: (state: StoreState) => void,
  area: SessionArea,
): SteadyStore {
  let refuge: Promise<Refuge> | null = null;
  const load = (opened: Store | null): Promise<Refuge> => {
    refuge ??= import('./refuge.ts').then(({ createRefuge }) => createRefuge({ open, opened, changed, area }));
    return refuge;
  };
  const disk = open().catch(async (error: unknown) => {
    (await load(null)).refused(error);
    return null;
  });
  /** What an earlier background of this session could not write. */
  const waits = area.get(putDownPlace).then(
    (items) => {
      const waiting = items[putDownPlace];
      return Array.isArray(waiting) && waiting.length > 0;
    },
    () => false,
  );

  /** Asks the disk as long as it has refused nothing. `otherwise`: what to ask the refuge when it does. */
  async function ask<T>(
    question: (store: Store) => Promise<T>,
    otherwise: (refuge: Refuge, error: unknown) => Promise<T> = async (refuge, error) => {
      refuge.refused(error);
      return question(refuge);
    },
  ): Promise<T> {
    const [store, isWaiting] = await Promise.all([disk, waits]);
    if (refuge !== null || store === null || isWaiting) return question(await load(store));
    try {
      return await question(store);
    } catch (error) {
      return otherwise(await load(store), error);
    }
  }
  /** Who is told that records were deleted must be able to rely on it: not asked a second time. */
  const rely = <T>(act: (store: Store) => Promise<T>) => ask(act, (_refuge, error) => Promise.reject(error));

  return {
    disk,
    ask,
    write: (news, now) =>
      ask(
        (store) => store.write(news, now),
        (refuge, error) => refuge.writeAfter(error, news, now),
      ),
    recent: (since, limit) => ask((store) => store.recent(since, limit)),
    near: (url, from, to) => ask((store) => store.near(url, from, to)),
    openWith: (key) => ask((store) => store.openWith(key)),
    unsettled: (tabId) => ask((store) => store.unsettled(tabId)),
    keepSpans: (patterns, now, gap) => ask((store) => store.keepSpans(patterns, now, gap)),
    keepHeard: (heard) => ask((store) => store.keepHeard(heard)),
    beginSession: (at) => ask((store) => store.beginSession(at)),
    choices: () => ask((store) => store.choices()),
    choose: (choices) => ask((store) => store.choose(choices)),
    wordsToRedact: () => ask((store) => store.wordsToRedact()),
    forget: (origin, unsaved, now) => rely((store) => store.forget(origin, unsaved, now)),
    redactAgain: (by, words) => rely((store) => store.redactAgain(by, words)),
  };
}
