import type { SwitchedBack, SwitchedOff } from '../../messages/switched-off.ts';
import { type Installed, type Management, othersOf } from './installed.ts';
import type { Journal } from './journal.ts';

/** The other extensions of this browser, as far as the person lets Resave see them. */
export type Extensions = {
  /** null: the person has not allowed it (`management`). */
  readonly others: () => Promise<readonly Installed[] | null>;
  /** Firefox lets no extension switch another one (153: `setEnabled` throws for all but themes). */
  readonly byHand: boolean;
  /** Whether it is off now. It comes on again with `switchOn`, or by itself after `longest`, or at the background’s next start. */
  readonly switchOff: (one: SwitchedOff) => Promise<boolean>;
  readonly switchOn: (one: SwitchedOff) => Promise<SwitchedBack>;
};

/** As the background has them, with what it does at its start. */
export type OwnExtensions = Extensions & {
  /** Switches on what an earlier background left off: it may have been killed in between, or the browser closed. */
  readonly restore: () => Promise<void>;
};

export type ExtensionsDeps = {
  /** Asked each time: it appears when the permission is given and goes with it. */
  readonly management: () => Management | undefined;
  readonly self: string;
  readonly byHand: boolean;
  readonly journal: Journal;
  /** Milliseconds; shorter in tests. */
  readonly longest?: number;
};

/** No extension is off for longer, whoever forgets it. Less than the 30 s after which an idle background ends. Milliseconds. */
const longestOff = 25_000;

export function createExtensions(deps: ExtensionsDeps): OwnExtensions {
  const { management, self, byHand, journal, longest = longestOff } = deps;
  /** Off because this background was asked to, each with the end of its time. */
  const off = new Map<string, ReturnType<typeof setTimeout>>();
  let restoring: Promise<void> = Promise.resolve();

  async function bringBack({ id }: SwitchedOff): Promise<boolean> {
    try {
      const api = management();
      if (api === undefined) return false;
      const now = (await api.getAll()).find((item) => item.id === id);
      // Gone: somebody removed it meanwhile, so nothing is left to switch on.
      if (now !== undefined && !now.enabled) await api.setEnabled(id, true);
      await journal.remove(id);
      return true;
    } catch {
      return false;
    }
  }

  function forget(id: string): boolean {
    clearTimeout(off.get(id));
    return off.delete(id);
  }

  return {
    byHand,
    async others() {
      const api = management();
      if (api === undefined) return null;
      try {
        return othersOf(await api.getAll(), self);
      } catch {
        // The permission was taken away a moment ago.
        return null;
      }
    },
    async switchOff(one) {
      await restoring;
      const api = management();
      if (api === undefined || byHand || off.has(one.id)) return false;
      const over = setTimeout(() => {
        if (forget(one.id)) void bringBack(one);
      }, longest);
      off.set(one.id, over);
      try {
        await journal.add(one);
        await api.setEnabled(one.id, false);
        return true;
      } catch {
        forget(one.id);
        await journal.remove(one.id).catch(() => undefined);
        return false;
      }
    },
    async switchOn(one) {
      await restoring;
      const api = management();
      const wasHeld = forget(one.id);
      const wasOff =
        wasHeld && (await api?.getAll().catch(() => []))?.find((item) => item.id === one.id)?.enabled === false;
      if (!(await bringBack(one))) return 'still-off';
      return wasOff ? 'on' : 'was-on';
    },
    restore() {
      restoring = (async () => {
        for (const one of await journal.read()) if (!off.has(one.id)) await bringBack(one);
      })().catch(() => undefined);
      return restoring;
    },
  };
}
