import type { PreparedReplay } from './prepared.ts';
import { parsePrepared } from './prepared.ts';

/** `storage.session`: memory that outlives the worker and not the browser; about 10 MB in Chromium 156. */
export type SessionArea = {
  get(key: string): Promise<{ readonly [key: string]: unknown }>;
  set(items: { readonly [key: string]: unknown }): Promise<void>;
};

/** Prepared replays between “prepare” and “send”. A plan is handed out once: a second click on Send finds none. */
export type PlanShelf = {
  readonly put: (prepared: PreparedReplay) => Promise<void>;
  /** The plan, which stays. */
  readonly peek: (id: string) => Promise<PreparedReplay | null>;
  /**
   * The plan, which is no longer on the shelf after it, nor is any other for the same save: two panels may each have prepared one.
   * null where there is none (sent already, or too long ago).
   */
  readonly take: (id: string) => Promise<PreparedReplay | null>;
};

const key = 'replays';
/** More open replays than a person has; each holds three bodies. */
const most = 4;

/** A shelf that a worker's death does not empty. Where the area is full, memory alone holds the plan. */
export function createPlanShelf(area: SessionArea): PlanShelf {
  let held: Promise<PreparedReplay[]> | null = null;
  const load = async (): Promise<PreparedReplay[]> => {
    try {
      const stored = (await area.get(key))[key];
      return Array.isArray(stored) ? stored.flatMap((item) => parsePrepared(item) ?? []) : [];
    } catch {
      return [];
    }
  };
  /** One change after the other, so that two at once do not lose one. */
  const change = <T>(step: (plans: PreparedReplay[]) => { plans: PreparedReplay[]; answer: T }): Promise<T> => {
    const before = held ?? load();
    const both = before.then(async (plans) => {
      const next = step(plans);
      try {
        await area.set({ [key]: next.plans });
      } catch {
        // No room, or no such area: then at least nothing that was taken may come back.
        await area.set({ [key]: [] }).catch(() => undefined);
      }
      return next;
    });
    held = both.then(({ plans }) => plans);
    return both.then(({ answer }) => answer);
  };
  return {
    put: (prepared) => change((plans) => ({ plans: [...plans, prepared].slice(-most), answer: undefined })),
    peek: (id) => change((plans) => ({ plans, answer: plans.find(({ plan }) => plan.id === id) ?? null })),
    take: (id) =>
      change((plans) => {
        const taken = plans.find(({ plan }) => plan.id === id) ?? null;
        return { plans: plans.filter(({ plan }) => plan.conflict !== taken?.plan.conflict), answer: taken };
      }),
  };
}
