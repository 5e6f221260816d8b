import type { Heavy, HeavyDeps } from './heavy.ts';

/** The heavy work in the background itself, its code imported when it is first needed: for browsers whose background is a page (Firefox). */
export function createHeavyHere(deps: HeavyDeps): Heavy {
  let loading: Promise<Heavy> | null = null;
  const load = (): Promise<Heavy> => {
    loading ??= import('./heavy.ts').then(({ createHeavy }) => createHeavy(deps));
    return loading;
  };
  return {
    run: async (run, tabId, act) => (await load()).run(run, tabId, act),
    resume: async () => (await load()).resume(),
    cancel: (run) => void loading?.then((heavy) => heavy.cancel(run)),
    flag: async (file) => (await load()).flag(file),
  };
}
