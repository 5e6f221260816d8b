/**
 * Brings an element into view with the least movement, inside its own scroller (`data-scroller`) alone.
 * `scrollIntoView` would also move the DevTools window around the panel by a few pixels (Chromium 156).
 */
export function reveal(element: HTMLElement | null | undefined): void {
  const scroller = element?.closest('[data-scroller]');
  if (!element) return;
  if (!scroller) {
    element.scrollIntoView({ block: 'nearest' });
    return;
  }
  const view = scroller.getBoundingClientRect();
  const box = element.getBoundingClientRect();
  const above = view.top - box.top;
  const below = box.bottom - view.bottom;
  // What is taller than the view is shown from its beginning.
  if (above > 0) scroller.scrollTop -= above;
  else if (below > 0) scroller.scrollTop += Math.min(below, -above);
}
