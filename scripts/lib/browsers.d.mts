export type BrowserName = 'chromium' | 'firefox';
export const runningAsRoot: boolean;
export function findBrowser(browser: BrowserName): string | null;
