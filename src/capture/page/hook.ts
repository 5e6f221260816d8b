import { greeting, type Past, past, whileWritten } from './channel.ts';
import { hookFetch } from './hook-fetch.ts';
import { hookWorkers } from './hook-workers.ts';
import { hookXhr } from './hook-xhr.ts';
import { createLooks } from './looks.ts';
import { natives } from './natives.ts';
import { createOutbox } from './outbox.ts';

/**
 * Begins to tell what this document asks for, once it has met its relay (see channel.ts). Runs in the page's own world.
 * Without a relay nothing is changed.
 */
export function installHook(): void {
  const { document } = natives;
  let met = false;

  function meet(event: Event): void {
    const name: unknown = natives.eventDetail(event as CustomEvent);
    if (met || typeof name !== 'string') return;
    met = true;
    natives.removeEventListener(document, greeting, meet);
    if (name === '') return;
    // The page must not hear the name: nobody after this listener does.
    event.stopImmediatePropagation();
    // Something of this document is not told. Each more is said once: it cannot be taken back.
    let said = -1;
    const tellPast = (what: Past) => {
      if (said >= what) return;
      said = what;
      natives.dispatchEvent(document, new natives.CustomEvent(`${name}-past`, { detail: what }));
    };
    const goesPast = () => tellPast(past.records);
    const { tell, flush } = createOutbox((detail) => {
      natives.dispatchEvent(document, new natives.CustomEvent(`${name}-told`, { detail }));
    }, goesPast);
    const looks = createLooks();
    let last = 0;
    const next = () => ++last;
    hookWorkers(tellPast, looks);
    const stops = [hookFetch(tell, goesPast, next, looks), hookXhr(tell, goesPast, next, looks)];
    const obey = (order: Event) => {
      const what: unknown = natives.eventDetail(order as CustomEvent);
      flush();
      if (what === 'stop') for (const stop of stops) stop();
    };
    whileWritten(() => natives.addEventListener(document, `${name}-order`, obey));
    natives.dispatchEvent(document, new natives.CustomEvent(`${name}-met`));
  }

  natives.addEventListener(document, greeting, meet);
}
