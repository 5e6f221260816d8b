import { type SwitchedOff, switchedOff, switchedOffKey } from '../../messages/switched-off.ts';

/** `storage.local`: it outlives the worker and the browser. */
export type LocalArea = {
  get(key: string): Promise<{ readonly [key: string]: unknown }>;
  set(items: { readonly [key: string]: unknown }): Promise<void>;
};

/**
 * What Resave has switched off and not yet on again. It is written before an extension is switched off and shortened after it is
 * on again, so that whatever ends in between, the next start knows.
 */
export function createJournal(area: LocalArea) {
  let last: Promise<unknown> = Promise.resolve();
  const read = () => switchedOff(area);
  /** One change after the other, so that two at once do not lose one. */
  const change = (next: (now: readonly SwitchedOff[]) => readonly SwitchedOff[]): Promise<void> => {
    const done = last.then(async () => area.set({ [switchedOffKey]: next(await read()) }));
    last = done.catch(() => undefined);
    return done;
  };
  return {
    read,
    add: ({ id, name }: SwitchedOff) => change((now) => [...now.filter((one) => one.id !== id), { id, name }]),
    remove: (id: string) => change((now) => now.filter((one) => one.id !== id)),
  };
}
export type Journal = ReturnType<typeof createJournal>;
