import browser from 'webextension-polyfill';
import { isFields, isString } from '../http/unknown.ts';

/** One run of the browser. Kept in `storage.session`, which is memory: neither browser writes it to disk. */
export type Session = {
  readonly id: string;
  /** Key of the tags that stand for secrets. */
  readonly tagKey: string;
  /** The background was started before in this run of the browser. */
  readonly isResumed: boolean;
};

/** The session that this background belongs to; begun by the first that asks. */
export async function currentSession(): Promise<Session> {
  const stored = (await browser.storage.session.get('session')).session;
  if (isFields(stored) && isString(stored.id) && isString(stored.tagKey))
    return { id: stored.id, tagKey: stored.tagKey, isResumed: true };
  const begun = { id: crypto.randomUUID(), tagKey: crypto.randomUUID() };
  await browser.storage.session.set({ session: begun });
  return { ...begun, isResumed: false };
}
