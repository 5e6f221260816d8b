import browser, { type Runtime } from 'webextension-polyfill';
import { isFields } from '../http/unknown.ts';
import { isOwn } from './bus.ts';
import { parsePing } from './parse.ts';
import type { Ping } from './protocol.ts';

/** Hears pings until the returned function is called. */
export function onPing(listener: (ping: Ping) => void): () => void {
  const hear = (message: unknown, sender: Runtime.MessageSender): undefined => {
    if (!isOwn(sender) || !isFields(message) || message.resave !== 'ping') return undefined;
    const ping = parsePing(message.ping);
    if (ping) listener(ping);
    return undefined;
  };
  browser.runtime.onMessage.addListener(hear);
  return () => browser.runtime.onMessage.removeListener(hear);
}
