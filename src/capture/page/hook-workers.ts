import { type Past, past } from './channel.ts';
import { quietly } from './hook-fetch.ts';
import { type createLooks, replace } from './looks.ts';
import { natives } from './natives.ts';

/**
 * Puts constructors in the place of `Worker` and `SharedWorker`, and a function in the place of `ServiceWorkerContainer.register`,
 * that behave as the originals. What a worker asks for goes past the hook, so `notice` is called before there is one,
 * and told whether other documents may share it.
 */
export function hookWorkers(notice: (what: Past) => void, looks: ReturnType<typeof createLooks>): void {
  for (const name of ['Worker', 'SharedWorker'] as const) {
    const original: unknown = Reflect.get(window, name);
    // Chromium on Android has no SharedWorker in some versions.
    if (typeof original !== 'function') continue;
    const ours = new Proxy(original, {
      construct(target, given, newTarget) {
        quietly(() => notice(name === 'SharedWorker' ? past.sharedWorker : past.worker));
        return natives.construct(target, given, newTarget);
      },
    });
    replace(window, name, looks.like(ours, original));
    replace(original.prototype, 'constructor', ours);
  }
  // Only where the page may have a service worker: secure contexts.
  if (typeof ServiceWorkerContainer === 'undefined') return;
  const { prototype } = ServiceWorkerContainer;
  const { register } = prototype;
  const ours = {
    // One named parameter and no more: `register.length` is 1.
    register(this: unknown, _url: unknown): unknown {
      quietly(() => notice(past.sharedWorker));
      // biome-ignore lint/complexity/noArguments: a rest parameter or a second name would change the length of the function.
      return natives.apply(register, this, arguments);
    },
  };
  replace(prototype, 'register', looks.like(ours.register, register));
}
