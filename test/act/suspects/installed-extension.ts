import type { Installed } from '../../../src/act/suspects/installed.ts';

/** An extension that may change header fields everywhere, as the browser describes it. */
export function installed(id: string, more: Partial<Installed> = {}): Installed {
  return {
    id,
    name: id,
    description: '',
    version: '1',
    enabled: true,
    mayDisable: true,
    permissions: ['declarativeNetRequest'],
    hostPermissions: ['<all_urls>'],
    ...more,
  };
}
