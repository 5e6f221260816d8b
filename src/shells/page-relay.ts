import { greeting, relayPlace } from '../capture/page/channel.ts';
import { startRelay } from '../capture/page/relay.ts';
import { holdBackground } from '../messages/page-here.ts';
import { handToBackground } from '../messages/page-told.ts';

if (Reflect.get(globalThis, relayPlace) === document) {
  // The hook that came along has nobody to meet.
  document.dispatchEvent(new CustomEvent(greeting, { detail: '' }));
} else {
  Reflect.set(globalThis, relayPlace, document);
  const name = crypto.randomUUID();
  startRelay(async (batches, reach, shares) => {
    const handed = await handToBackground(name, batches, reach, shares);
    // The next grant begins anew.
    if (handed === 'gone') Reflect.deleteProperty(globalThis, relayPlace);
    return handed;
  }, holdBackground);
}
