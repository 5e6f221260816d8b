/** A browser's error in words for people. */
export function whyRefused(error: unknown): string {
  const name = error instanceof Error ? error.name : '';
  if (name === 'QuotaExceededError')
    return 'The disk space that the browser gives Resave is used up. Free some, or delete recordings in Resave.';
  if (name === 'InvalidStateError' || name === 'SecurityError')
    return 'The browser does not let Resave store anything here (private browsing or a policy). Recordings last until the browser closes.';
  return 'The browser could not open Resave’s storage. Recordings last until the browser closes; restarting the browser often helps.';
}
