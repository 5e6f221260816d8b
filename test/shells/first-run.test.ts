import { describe, expect, it } from 'vitest';
import { firstRun } from '../../src/shells/first-run.ts';

async function opened(installed: { reason: string; temporary?: boolean }, installType: string | null) {
  const tabs: { url: string; active: boolean }[] = [];
  await firstRun(
    {
      tabs: { create: async (tab) => tabs.push(tab) },
      runtime: { getURL: (path) => `own:${path}` },
      management: installType === null ? undefined : { getSelf: async () => ({ installType }) },
    },
    installed,
  );
  return tabs;
}

describe('the first run', () => {
  it('shows the worked example', async () => {
    expect(await opened({ reason: 'install' }, 'normal')).toEqual([
      { url: 'own:src/shells/example.html', active: true },
    ]);
  });

  it.each([
    [{ reason: 'install' }, 'development'],
    [{ reason: 'install', temporary: true }, null],
  ] as const)('leaves developers where they are: %j, %s', async (installed, type) => {
    expect(await opened(installed, type)).toEqual([{ url: 'own:src/shells/example.html', active: false }]);
  });

  it.each(['update', 'browser_update'])('is over after %s', async (reason) => {
    expect(await opened({ reason }, 'normal')).toEqual([]);
  });
});
