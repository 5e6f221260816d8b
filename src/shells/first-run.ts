/** What `runtime.onInstalled` tells, as far as it matters here. */
export type Installed = { readonly reason: string; readonly temporary?: boolean };

/** The part of the browser that is needed. `getSelf` needs no permission. */
export type FirstRunBrowser = {
  readonly tabs: { create(tab: { url: string; active: boolean }): Promise<unknown> };
  readonly runtime: { getURL(path: string): string };
  /** Absent in Firefox until the permission is given. */
  readonly management?: { getSelf(): Promise<{ readonly installType: string }> } | undefined;
};

/**
 * Shows the worked example once, after the installation. Where a developer loads the extension from a folder (`temporary` in Firefox,
 * `development` in Chromium) its tab waits in the background, for it would come with every loading.
 */
export async function firstRun(
  { tabs, runtime, management }: FirstRunBrowser,
  { reason, temporary }: Installed,
): Promise<void> {
  if (reason !== 'install') return;
  const self = await management?.getSelf().catch(() => null);
  const active = temporary !== true && self?.installType !== 'development';
  await tabs.create({ url: runtime.getURL('src/shells/example.html'), active });
}
