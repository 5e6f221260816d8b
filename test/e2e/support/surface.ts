import type { Name, Seen, Surface, Where } from './driver.ts';
import type { Eyes, Wanted, WantedName } from './in-page.ts';
import { bundled } from './in-page-source.ts';
import { patience, until } from './until.ts';

/** How long a click may take to reach a document, milliseconds. */
const clickPatience = 3_000;

/** What a browser's driver must be able to do with one document; the rest is shared. */
export interface Hand {
  /** For sentences: "the panel". */
  readonly called: string;
  /** Evaluates an expression in the document's main world, awaits it, gives its value by JSON. */
  evaluate(expression: string): Promise<unknown>;
  /** A real click at a point of the document's viewport, CSS pixels. */
  clickAt(x: number, y: number): Promise<void>;
  press(key: string): Promise<void>;
  type(text: string): Promise<void>;
  screenshot(path: string): Promise<void>;
}

function wantedName(name: Name | undefined): WantedName | null {
  if (name === undefined) return null;
  return typeof name === 'string' ? { exact: name } : { pattern: name.source, flags: name.flags };
}

function wanted(role: string, name?: Name, where: Where = {}): Wanted {
  const within = where.within === undefined ? null : wanted(where.within.role, where.within.name);
  return { role, name: wantedName(name), within, attributes: where.attributes ?? {} };
}

function spoken(role: string, name?: Name, where: Where = {}): string {
  const attributes = Object.entries(where.attributes ?? {}).map(([key, value]) => `[${key}=${value}]`);
  const within = where.within === undefined ? '' : ` in ${spoken(where.within.role, where.within.name)}`;
  return `${role}${name === undefined ? '' : ` ${typeof name === 'string' ? `"${name}"` : name}`}${attributes.join('')}${within}`;
}

/** The shared half of both drivers: look-ups, waiting, clicking. */
export class DrivenSurface<H extends Hand = Hand> implements Surface {
  protected readonly hand: H;

  constructor(hand: H) {
    this.hand = hand;
  }

  async #eyes<K extends keyof Eyes>(look: K, ...args: Parameters<Eyes[K]>): Promise<ReturnType<Eyes[K]>> {
    const call = `globalThis.__resaveEyes ? __resaveEyes.${look}(...${JSON.stringify(args)}) : 'blind'`;
    let seen = await this.hand.evaluate(call);
    if (seen === 'blind') {
      await this.hand.evaluate(await bundled('in-page.ts'));
      seen = await this.hand.evaluate(call);
      if (seen === 'blind') throw new Error(`${this.hand.called} was replaced by another document just now`);
    }
    return seen as ReturnType<Eyes[K]>;
  }

  async #until<T>(what: string, role: string, probe: () => Promise<T | false | undefined>, where?: Where): Promise<T> {
    try {
      return await until(`${what} in ${this.hand.called}`, probe, where?.timeout ?? patience);
    } catch (error) {
      const names = await this.#eyes('namesOf', role).catch(() => null);
      const there = names === null ? '' : `; every ${role} there: ${JSON.stringify(names).slice(0, 600)}`;
      throw new Error(`${error instanceof Error ? error.message : String(error)}${there}`);
    }
  }

  all(role: string, name?: Name, where?: Where): Promise<Seen[]> {
    return this.#eyes('look', wanted(role, name, where));
  }

  waitFor(role: string, name?: Name, where?: Where): Promise<Seen> {
    return this.#until(spoken(role, name, where), role, async () => (await this.all(role, name, where))[0], where);
  }

  async waitForGone(role: string, name?: Name, where?: Where): Promise<void> {
    const gone = async () => (await this.all(role, name, where)).length === 0;
    await this.#until(`${spoken(role, name, where)} to go`, role, gone, where);
  }

  async click(role: string, name?: Name, where?: Where): Promise<Seen> {
    const seen = await this.waitFor(role, name, where);
    let last = '';
    const clicked = async () => {
      const target = await this.#eyes('target', wanted(role, name, where));
      if ('reason' in target) throw new Error(target.reason);
      const here = `${target.x},${target.y}`;
      const still = here === last;
      last = here;
      if (!still) return false;
      await this.#eyes('watchClick', wanted(role, name, where));
      await this.hand.clickAt(target.x, target.y);
      return this.#landed();
    };
    await this.#until(`${spoken(role, name, where)} to be clicked`, role, clicked, where);
    return seen;
  }

  /** A click can get lost on its way to a busy page, or the page can move under it: then it is to be done again. */
  async #landed(): Promise<boolean> {
    // A document that the click closed or replaced has certainly got it: no eyes are left in it.
    const look = `globalThis.__resaveEyes ? __resaveEyes.clickLanded() : 'on target'`;
    const arrived = async () => {
      const seen = (await this.hand.evaluate(look).catch(() => 'on target')) as ReturnType<Eyes['clickLanded']>;
      return seen !== 'nowhere' && seen;
    };
    const landing = await until('the click to arrive', arrived, clickPatience);
    if (landing !== 'on target') throw new Error(`the click landed on ${landing.elsewhere}`);
    return true;
  }

  async fill(role: string, name: Name, text: string, where?: Where): Promise<void> {
    await this.click(role, name, where);
    await this.#until(`${spoken(role, name, where)} to have the focus`, role, () => this.#eyes('selectAll'), where);
    await this.hand.type(text);
    const filled = async () => (await this.all(role, name, where))[0]?.value === text;
    await this.#until(`${spoken(role, name, where)} to hold ${JSON.stringify(text)}`, role, filled, where);
  }

  async text(role: string, name?: Name, where?: Where): Promise<string> {
    return (await this.waitFor(role, name, where)).text;
  }

  async attribute(role: string, name: Name | undefined, attribute: string, where?: Where): Promise<string | null> {
    return (await this.waitFor(role, name, where)).attributes[attribute] ?? null;
  }

  press(key: string): Promise<void> {
    return this.hand.press(key);
  }

  async evaluate<A extends readonly unknown[], T>(body: (...args: A) => T | Promise<T>, ...args: A): Promise<T> {
    return (await this.hand.evaluate(callOf(body, args))) as T;
  }

  async run(source: string): Promise<void> {
    await this.hand.evaluate(`(() => {${source}\n})()`);
  }

  until<T>(what: string, probe: () => Promise<T | false | null | undefined>, timeout?: number): Promise<T> {
    return until(what, probe, timeout);
  }

  async screenshot(path: string): Promise<void> {
    await until(`${this.hand.called} to stand still`, () => this.#eyes('still'));
    await this.hand.screenshot(path);
  }
}

/** A call as an expression. esbuild (tsx) names functions through a helper, `__name`, that the document does not have. */
export function callOf(body: (...args: never[]) => unknown, args: readonly unknown[]): string {
  return `((__name) => (${body.toString()})(...${JSON.stringify(args)}))((f) => f)`;
}
