import browser from 'webextension-polyfill';
import { pageSightings } from '../capture/page-intent.ts';
import { createPlan, isOfWeight } from '../capture/plan.ts';
import type { Sighting } from '../capture/sighting.ts';
import { watchRequests } from '../capture/web-request.ts';
import { originOf } from '../http/resource.ts';
import { isStrings } from '../http/unknown.ts';
import { onPageTold } from '../messages/page-told.ts';
import { createUnwritten } from '../store/unwritten.ts';
import { createHearing, type HearingDeps } from './hearing.ts';
import { createSharers } from './sharers.ts';

/** Where the plan outlives the background: memory of this browser session. */
const place = 'plan';
/** How often busy hosts are looked at again, milliseconds. */
const lookAgain = 1_000;
/** How long after the start of a background documents with workers, of which the one before knew, may take to say that they are open. Milliseconds. */
const arriving = 3_000;

export type WatchingDeps = {
  /** Resolves when it is in the store. */
  readonly record: (sightings: readonly Sighting[]) => Promise<unknown>;
  /** Whether an origin is watched by these host patterns. */
  readonly covers: (pattern: string, origin: string) => boolean;
} & Pick<HearingDeps, 'keepHeard' | 'gap'>;

/** What failed there is told nowhere: the next change tries again. */
const ignore = () => undefined;

/**
 * Wires what sees the requests of watched sites: webRequest and the hook in their pages. Call it in the first tick of the background.
 */
export function createWatching({ record, covers, keepHeard, gap }: WatchingDeps) {
  const plan = createPlan();
  let lookingAgain = false;
  /** Before it is known what an earlier background knew nothing is moved and nothing is put down. */
  let isStarted = false;

  const requests = watchRequests(
    (sighting) => {
      const letGo = isToldOnce(sighting) ? unwritten.hold(sighting) : ignore;
      note([sighting]);
      void recordSeen([sighting]).then(letGo, ignore);
    },
    (url) => {
      if (plan.began(url, Date.now())) follow();
    },
  );

  const unwritten = createUnwritten(browser.storage.session);
  const sharers = createSharers();
  const hearing = createHearing({ follow: requests.follow, covers, keepHeard, gap });

  /**
   * What goes past the hook nobody tells a second time: forms and pages, and what a site asks for whose hook does not see all. Before it
   * is started a background does not know which those are.
   */
  const isToldOnce = (sighting: Sighting): boolean =>
    (!isStarted ||
      sighting.resourceType !== 'xmlhttprequest' ||
      plan.isUnhooked(originOf(sighting.initiator ?? sighting.url))) &&
    isOfWeight(sighting);

  const recordSeen = async (sightings: readonly Sighting[]) => record(await Promise.all(sightings.map(sharers.of)));

  function note(sightings: readonly Sighting[]): void {
    const now = Date.now();
    let changed = false;
    for (const sighting of sightings) changed = plan.note(sighting, now) || changed;
    if (changed) follow();
  }

  /** Documents are open whose workers nobody else tells of. */
  let hasWorkers = false;
  let mayHaveWorkers = false;
  function listen(): void {
    const now = Date.now();
    hearing.listenTo(plan.patterns(now), hasWorkers || mayHaveWorkers || !plan.isNarrow(now));
  }

  /** Moves webRequest's filter to where the plan has it, and looks again while some host is too busy. */
  function follow(): void {
    if (!isStarted) return;
    listen();
    void browser.storage.session.set({ [place]: plan.saved() }).catch(ignore);
    if (lookingAgain) return;
    lookingAgain = true;
    setTimeout(() => {
      lookingAgain = false;
      listen();
    }, lookAgain);
  }

  /** Host patterns held now; asked once, then kept by the permissions' events. */
  let patterns = heldPatterns();

  /** Since when each is held, epoch ms; 0 for those that this background found at its start. */
  const heldSince = new Map<string, number>();
  let found = false;

  async function heldPatterns(): Promise<readonly string[]> {
    const { origins = [] } = await browser.permissions.getAll();
    for (const known of [...heldSince.keys()]) if (!origins.includes(known)) heldSince.delete(known);
    for (const origin of origins) if (!heldSince.has(origin)) heldSince.set(origin, found ? Date.now() : 0);
    found = true;
    plan.grant(origins);
    return origins;
  }

  onPageTold(async (told) => {
    const origin = new URL(told.url).origin;
    const held = (await patterns).filter((pattern) => covers(pattern, origin));
    if (held.length === 0) return 'stop';
    // A page tells a little later: what it did while the permission was taken away is not to be kept.
    const since = Math.min(...held.map((pattern) => heldSince.get(pattern) ?? 0));
    const all = told.batches.flatMap((batch) => pageSightings(batch, told, Date.now()));
    const sightings = all.filter(({ startedAt }) => startedAt >= since);
    if (told.loose) hearing.loosened(origin);
    if (told.unhooked && plan.unhooked(origin)) follow();
    await sharers.told({ document: told.document, tabId: told.tabId, frameId: told.frameId, origin }, told.shares);
    note(sightings);
    await record(sightings);
    return 'taken';
  });

  /** One change after the other: two at once would register the same script twice. */
  let putting: Promise<unknown> = Promise.resolve();

  requests.begin();
  void (async () => {
    const saved = (await browser.storage.session.get(place))[place];
    if (isStrings(saved)) plan.restore(saved);
    mayHaveWorkers = plan.hasUnhooked();
    if (mayHaveWorkers)
      setTimeout(() => {
        mayHaveWorkers = false;
        follow();
      }, arriving);
    await patterns;
    isStarted = true;
    follow();
    const { sightings, letGo } = await unwritten.left;
    if (sightings.length > 0) await recordSeen(sightings).then(letGo);
  })().catch(ignore);

  return {
    /** What was recorded may have been lost, because memory alone had it. */
    missed: hearing.missed,
    /** Documents with workers were opened, or the last of them was closed. */
    workers(open: boolean): void {
      hasWorkers = open;
      follow();
    },
    /**
     * Host permissions were granted or taken away, or the extension was put in anew.
     * @param removed the patterns that were taken away: asked a moment later, the browser may already hold them again.
     */
    changed(removed: readonly string[] = []): void {
      for (const pattern of removed) heldSince.delete(pattern);
      requests.renew();
      patterns = heldPatterns();
      putting = putting
        .then(async () => {
          const origins = await patterns;
          // Listeners of before a grant may be dead, and a permission that came back was away: all begins anew.
          hearing.listenTo([], true);
          follow();
          const { hookOpen, putHooks } = await import('./hooks.ts');
          await putHooks(origins);
          follow();
          // The next change does not wait for pages that do not answer.
          void hookOpen(origins, (origin) => {
            hearing.loosened(origin);
            if (plan.unhooked(origin)) follow();
          }).catch(ignore);
        })
        .catch(ignore);
    },
  };
}
