/** Runs inside the driven document (bundled by in-page-source.ts): finds elements by role and accessible name. */
import { computeAccessibleName, getRole, isInaccessible } from 'dom-accessibility-api';
import type { Seen } from './driver.ts';

export type WantedName = { readonly exact: string } | { readonly pattern: string; readonly flags: string };
export type Wanted = {
  readonly role: string;
  readonly name: WantedName | null;
  readonly within: Wanted | null;
  readonly attributes: { readonly [name: string]: string };
};
/** Where to click, in CSS pixels of the document's viewport, or why not (yet). */
export type Target = { readonly x: number; readonly y: number } | { readonly reason: string };

function nameFits(wanted: WantedName | null, name: string): boolean {
  if (wanted === null) return true;
  if ('exact' in wanted) return wanted.exact === name;
  return new RegExp(wanted.pattern, wanted.flags).test(name);
}

/** Visible, and not hidden from assistive technology. */
function perceivable(element: Element): boolean {
  return element.getClientRects().length > 0 && !isInaccessible(element);
}

function find(wanted: Wanted): Element[] {
  const root = wanted.within === null ? document.documentElement : find(wanted.within)[0];
  if (root === undefined) return [];
  return [...root.querySelectorAll('*')].filter(
    (element) =>
      getRole(element) === wanted.role &&
      Object.entries(wanted.attributes).every(([name, value]) => element.getAttribute(name) === value) &&
      perceivable(element) &&
      nameFits(wanted.name, computeAccessibleName(element)),
  );
}

function isDisabled(element: Element): boolean {
  return element.matches(':disabled') || element.getAttribute('aria-disabled') === 'true';
}

function textOf(element: Element): string {
  return (element instanceof HTMLElement ? element.innerText : (element.textContent ?? '')).trim();
}

function see(element: Element): Seen {
  const field =
    element instanceof HTMLInputElement ||
    element instanceof HTMLTextAreaElement ||
    element instanceof HTMLSelectElement;
  return {
    role: getRole(element) ?? '',
    name: computeAccessibleName(element),
    text: textOf(element),
    value: field ? element.value : null,
    attributes: Object.fromEntries([...element.attributes].map(({ name, value }) => [name, value])),
    disabled: isDisabled(element),
  };
}

function look(wanted: Wanted): Seen[] {
  return find(wanted).map(see);
}

/** The names of everything with this role: what a failed look-up says was there instead. */
function namesOf(role: string): string[] {
  return find({ role, name: null, within: null, attributes: {} }).map((element) => computeAccessibleName(element));
}

function hitBy(element: Element, hit: Element | null): boolean {
  if (hit === null) return false;
  if (element === hit || element.contains(hit)) return true;
  // A click on a field's label is a click on the field.
  return hit.closest('label')?.control === element;
}

/** The middle of the first match, scrolled into view. */
function target(wanted: Wanted): Target {
  const element = find(wanted)[0];
  if (element === undefined) return { reason: 'not there' };
  if (isDisabled(element)) return { reason: 'disabled' };
  let box = element.getBoundingClientRect();
  const inView = box.top >= 0 && box.left >= 0 && box.bottom <= innerHeight && box.right <= innerWidth;
  if (!inView) {
    element.scrollIntoView({ block: 'center', inline: 'center', behavior: 'instant' });
    box = element.getBoundingClientRect();
  }
  const x = (Math.max(0, box.left) + Math.min(innerWidth, box.right)) / 2;
  const y = (Math.max(0, box.top) + Math.min(innerHeight, box.bottom)) / 2;
  const hit = document.elementFromPoint(x, y);
  if (hitBy(element, hit)) return { x, y };
  return { reason: `covered by <${hit?.localName ?? 'nothing'} class="${hit?.className ?? ''}">` };
}

let landing: 'nowhere' | 'on target' | { readonly elsewhere: string } = 'nowhere';

/** Watches where the next click lands. */
function watchClick(wanted: Wanted): void {
  const element = find(wanted)[0];
  landing = 'nowhere';
  const see = (event: MouseEvent) => {
    if (!event.isTrusted) return;
    const hit = event.target instanceof Element ? event.target : null;
    landing =
      element && hitBy(element, hit) ? 'on target' : { elsewhere: `<${hit?.localName} class="${hit?.className}">` };
  };
  window.addEventListener('click', see, { capture: true, once: true });
}

function clickLanded(): typeof landing {
  return landing;
}

/** Selects what the focused field holds, so that typing replaces it. */
function selectAll(): boolean {
  const focused = document.activeElement;
  if (!(focused instanceof HTMLInputElement || focused instanceof HTMLTextAreaElement)) return false;
  focused.select();
  return true;
}

/** Still: no transition is under way, so that a picture shows what stays. Endless animations do not count. */
function still(): boolean {
  return document.getAnimations().every((animation) => {
    const endless = animation.effect?.getComputedTiming().endTime === Number.POSITIVE_INFINITY;
    return endless || animation.playState !== 'running';
  });
}

export const eyes = { look, namesOf, target, watchClick, clickLanded, selectAll, still };
export type Eyes = typeof eyes;

Object.defineProperty(window, '__resaveEyes', { value: eyes, configurable: true });
