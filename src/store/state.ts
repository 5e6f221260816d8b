import browser from 'webextension-polyfill';
import { isFields, isString } from '../http/unknown.ts';

/** Whether what is recorded reaches the disk. `memory`: it lasts until the browser closes or the background ends; `why` is a sentence. */
export type StoreState = { readonly state: 'disk' } | { readonly state: 'memory'; readonly why: string };

/** A browser's error in words for people. */
export function whyRefused(error: unknown): string {
  const name = error instanceof Error ? error.name : '';
  if (name === 'QuotaExceededError')
    return 'The disk space that the browser gives Resave is used up. Free some, or delete recordings in Resave.';
  if (name === 'InvalidStateError' || name === 'SecurityError')
    return 'The browser does not let Resave store anything here (private browsing or a policy). Recordings last until the browser closes.';
  return 'The browser could not open Resave’s storage. Recordings last until the browser closes; restarting the browser often helps.';
}

export async function setStoreState(state: StoreState): Promise<void> {
  await browser.storage.session.set({ storeState: state });
}

/** For the interface: what the background last said of its storage. */
export async function storeState(): Promise<StoreState> {
  const stored = (await browser.storage.session.get('storeState')).storeState;
  if (isFields(stored) && stored.state === 'memory' && isString(stored.why))
    return { state: 'memory', why: stored.why };
  return { state: 'disk' };
}
