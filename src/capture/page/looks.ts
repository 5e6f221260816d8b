import { natives } from './natives.ts';

/**
 * Makes functions of ours look as the ones in whose place they stand: `Function.prototype.toString` tells the source of the
 * original (pages ask it to find out whether a function is the browser's own).
 */
export function createLooks(): { like<F extends object>(ours: F, original: object): F } {
  const originals = new WeakMap<object, object>();
  const get = WeakMap.prototype.get.bind(originals);
  const set = WeakMap.prototype.set.bind(originals);
  const native = Function.prototype.toString;
  const like = <F extends object>(ours: F, original: object): F => {
    set(ours, original);
    return ours;
  };
  const ours = {
    toString(this: unknown): string {
      const original = typeof this === 'function' ? get(this) : undefined;
      return natives.apply(native, original ?? this, []);
    },
  };
  replace(Function.prototype, 'toString', like(ours.toString, native));
  return { like };
}

/** Puts a value in a property's place; what else the property says of itself (enumerable, writable) stays. */
export function replace(holder: object, name: string, value: unknown): void {
  const was = natives.getOwnPropertyDescriptor(holder, name);
  natives.defineProperty(holder, name, { ...was, value });
}
