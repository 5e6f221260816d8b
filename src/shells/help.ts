import browser from 'webextension-polyfill';
import type { Answering } from '../messages/bus.ts';
import { answeringHost } from '../messages/host.ts';
import type { HeavyDeps } from './heavy.ts';

/** For the background: does for the host what a document without APIs cannot do. */
export function answeringHelp(deps: HeavyDeps): Answering {
  const { runInPage, record, clearSite, removeCookies, extensions, session, secrets, savedBody, letGo } = deps;
  const calls = new Map<string, AbortController>();
  return answeringHost({
    async page({ call, tabId, task }) {
      const abort = new AbortController();
      calls.set(call, abort);
      try {
        return await runInPage(tabId, task, abort.signal);
      } finally {
        calls.delete(call);
      }
    },
    async stop({ call }) {
      calls.get(call)?.abort();
      return null;
    },
    record: ({ sighting }) => record(sighting),
    'clear-site': ({ origin }) => clearSite(origin),
    'remove-cookies': ({ origin, tabId }) => removeCookies(origin, tabId),
    extensions: () => extensions.others(),
    'switch-off': ({ one }) => extensions.switchOff(one),
    'switch-on': ({ one }) => extensions.switchOn(one),
    'shelf-get': ({ key }) => session.get(key),
    async 'shelf-set'({ items }) {
      await session.set(items);
      return null;
    },
    secrets,
    'saved-body': ({ id }) => savedBody(id),
    async 'let-go'({ id }) {
      await letGo(id);
      return null;
    },
    language: async () => browser.i18n.getUILanguage(),
  });
}
