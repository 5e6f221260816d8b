// @vitest-environment happy-dom
import { afterEach, describe, expect, it } from 'vitest';
import { reveal } from '../../src/ui/shared/reveal.ts';

afterEach(() => document.body.replaceChildren());

/** An element from `top` to `bottom` in a scroller that shows 100 to 300 and is scrolled by 500. */
function scrolled(top: number, bottom: number): number {
  const scroller = document.createElement('div');
  scroller.dataset.scroller = 'true';
  const element = document.createElement('div');
  scroller.append(element);
  document.body.append(scroller);
  scroller.getBoundingClientRect = () => new DOMRect(0, 100, 10, 200);
  element.getBoundingClientRect = () => new DOMRect(0, top, 10, bottom - top);
  scroller.scrollTop = 500;
  reveal(element);
  return scroller.scrollTop;
}

describe('reveal', () => {
  it('leaves alone what is in view', () => expect(scrolled(150, 250)).toBe(500));
  it('shows what is above', () => expect(scrolled(40, 90)).toBe(440));
  it('shows what is below with the least movement', () => expect(scrolled(320, 350)).toBe(550));
  it('shows what is taller than the view from its beginning', () => expect(scrolled(290, 900)).toBe(690));
});
