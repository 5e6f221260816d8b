import type { CaseFile } from '../../diagnose/contract.ts';
import type { Act, Outcome } from '../../messages/acts.ts';
import type { Ping } from '../../messages/protocol.ts';
import type { Exchange, ExchangeId } from '../../record/exchange.ts';
import { defaultVaultLimits } from '../../store/vault-limits.ts';
import type { World } from '../world.ts';

/** The worked example as the interface needs it; the shell brings it together with the real acts. */
export type ExampleParts = {
  readonly conflicts: () => readonly Exchange[];
  readonly all: () => readonly Exchange[];
  readonly caseFile: (id: ExchangeId) => CaseFile | null;
  readonly acts: {
    readonly run: (run: string, tabId: number, act: Act) => Promise<Outcome>;
    readonly cancel: (run: string) => void;
  };
  readonly onPing: (listener: (ping: Ping) => void) => () => void;
  readonly openPage: World['openPage'];
};

/** A world in which there is nothing but the example: it reads no store, asks no background and keeps nothing. */
export function exampleWorld({ conflicts, all, caseFile, acts, onPing, openPage }: ExampleParts): World {
  return {
    tabId: 1,
    list: async ({ before }) => ({ rows: conflicts().filter((x) => x.startedAt < before), next: null }),
    listCount: async () => conflicts().length,
    walk: async () => ({ rows: all(), next: null }),
    total: async () => all().length,
    caseFile: async (id) => caseFile(id),
    exchange: async (id) => all().find((x) => x.id === id) ?? null,
    unsaved: async () => ({ entries: [], waiting: 0, elsewhere: [], limits: defaultVaultLimits }),
    vault: async () => undefined,
    engine: async () => (await import('../engine.ts')).engine,
    act: (run, act) => acts.run(run, 1, act),
    cancel: async (run) => acts.cancel(run),
    ended: async () => [],
    draft: async () => [],
    onPing,
    watched: async () => ({ origins: [], all: false }),
    watch: async () => 'refused',
    unwatch: async () => 'refused',
    pageOrigin: async () => null,
    storageTrouble: async () => null,
    allowExtensions: async () => 'refused',
    leftOff: async () => [],
    openPage,
  };
}
