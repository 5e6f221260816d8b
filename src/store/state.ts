import browser from 'webextension-polyfill';
import { isFields, isString } from '../http/unknown.ts';

/** Whether what is recorded reaches the disk. `memory`: it lasts until the browser closes or the background ends; `why` is a sentence. */
export type StoreState = { readonly state: 'disk' } | { readonly state: 'memory'; readonly why: string };

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
