import { defaultVaultLimits } from '../../store/vault-limits.ts';
import { say } from '../../texts/say.ts';
import type { World } from '../world.ts';
import type { ImportClient } from './import-client.ts';

/**
 * The world of what was brought in: the same panel looks at it, and nothing in it can act. There is no page behind it,
 * and nobody's live record is touched.
 */
export function importedWorld(client: ImportClient, openPage: World['openPage']): World {
  const noPage = async (): Promise<never> => {
    throw new Error(say`This came from a file. There is no page to act in.`);
  };
  return {
    tabId: null,
    list: client.list,
    listCount: client.count,
    walk: client.walk,
    total: client.total,
    caseFile: client.caseFile,
    exchange: client.exchange,
    unsaved: async () => ({ entries: [], waiting: 0, elsewhere: [], limits: defaultVaultLimits }),
    vault: noPage,
    engine: async () => (await import('../engine.ts')).engine,
    act: noPage,
    cancel: noPage,
    ended: async () => [],
    draft: async () => [],
    onPing: () => () => undefined,
    watched: async () => ({ origins: [], all: false }),
    watch: noPage,
    unwatch: noPage,
    pageOrigin: async () => null,
    storageTrouble: async () => null,
    allowExtensions: noPage,
    leftOff: async () => [],
    openPage,
  };
}
