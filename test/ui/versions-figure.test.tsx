// @vitest-environment happy-dom
import { render } from 'preact';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { CaseFile } from '../../src/diagnose/contract.ts';
import { createPanel } from '../../src/ui/panel/model.ts';
import { VersionsFigure } from '../../src/ui/panel/versions-figure.tsx';
import { fakeWorld } from './support/fake-world.ts';
import { fullHistory, longHistory, refusedOften } from './support/histories.ts';

/** Parts that are fetched on demand come late on a busy machine. */
const waitFor: typeof vi.waitFor = (probe) => vi.waitFor(probe, { timeout: 10_000 });
let dispose = (): void => undefined;
afterEach(() => dispose());

async function show(file: CaseFile) {
  const app = document.createElement('div');
  document.body.append(app);
  const panel = createPanel(fakeWorld([file]));
  render(<VersionsFigure file={file} panel={panel} />, app);
  dispose = () => {
    render(null, app);
    panel.stop();
    app.remove();
  };
  await waitFor(() => expect(document.querySelector('[data-spot]')).not.toBeNull());
  const figure = document.querySelector('figure[aria-label="Versions"]');
  if (figure === null) throw new Error('There is no figure');
  return { figure, panel };
}

const spots = (figure: Element): HTMLElement[] => [...figure.querySelectorAll<HTMLElement>('[data-spot]')];

describe('the picture of versions', () => {
  it('has one event in the tab order, at first the refused save; arrows move, Enter opens the exchange', async () => {
    const file = fullHistory();
    const { figure, panel } = await show(file);
    const tabbable = (): string[] => spots(figure).flatMap((s) => (s.tabIndex === 0 ? [s.dataset.spot ?? ''] : []));
    expect(tabbable()).toEqual([file.refusal.id]);
    const refused = spots(figure).find((s) => s.dataset.mark === 'refused');
    refused?.focus();
    refused?.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowLeft', bubbles: true }));
    await waitFor(() => expect(document.activeElement?.textContent).toMatch(/^PUT .*200.* saved/));
    await waitFor(() => expect(tabbable()).toEqual([document.activeElement?.getAttribute('data-spot')]));
    const focused = document.activeElement;
    if (focused instanceof HTMLElement) focused.click();
    expect(panel.opened.value?.id).toBe(focused?.getAttribute('data-exchange'));
  });

  it('says of each event in words what its sign shows', async () => {
    const { figure } = await show(fullHistory());
    const words = spots(figure).map((s) => s.textContent);
    expect(words.find((w) => w?.includes('cache'))).toMatch(
      /answered by the browser’s cache, version "9f1c04d2e7", stale/,
    );
    expect(words.find((w) => w?.startsWith('Changed'))).toMatch(/between .* and .*No write that was recorded did it/);
    // No event may differ from another of its time by colour alone: each kind draws a sign of another form.
    const kinds = new Set(spots(figure).map((s) => s.dataset.mark));
    const forms = new Set(
      [...figure.querySelectorAll('.legend svg')].map((svg) => svg.innerHTML.replace(/class="[^"]*"/g, '')),
    );
    expect(forms.size).toBeGreaterThanOrEqual(kinds.size);
  });

  it('has a table behind it for a screen reader, without links that nobody sees; on demand it is shown, with links', async () => {
    const file = fullHistory();
    const { figure } = await show(file);
    const rows = (): Element[] => [...figure.querySelectorAll('.history tbody tr')];
    expect(rows()).toHaveLength(file.history.length);
    expect(rows()[5]?.textContent).toContain('the save that this is about');
    expect(figure.querySelectorAll('.history button, .history [tabindex]')).toHaveLength(0);
    const toggle = [...figure.querySelectorAll('button')].find((b) => b.textContent === 'Show as a table');
    toggle?.click();
    await waitFor(() => expect(figure.querySelectorAll('.history button')).toHaveLength(file.history.length));
    expect(spots(figure)).toHaveLength(0);
  });

  it('draws 150 events with few elements, and unfolds a run where one asks for it', async () => {
    const { figure } = await show(longHistory());
    expect(figure.querySelectorAll('svg *').length).toBeLessThan(800);
    const before = spots(figure).length;
    const run = spots(figure).find((s) => s.dataset.mark === 'run');
    run?.click();
    await waitFor(() => expect(spots(figure).length).toBeGreaterThan(before));
    expect(figure.querySelectorAll('.history tbody tr')).toHaveLength(150);
  });

  it('draws the part of 150 refusals that is about the chosen one, and more where one asks for it or goes there', async () => {
    const file = refusedOften(150, 80);
    const { figure } = await show(file);
    expect(spots(figure)).toHaveLength(18);
    expect(figure.querySelectorAll('.history tbody tr')).toHaveLength(18);
    expect(figure.querySelectorAll('svg *').length).toBeLessThan(400);
    const button = (text: string) =>
      [...figure.querySelectorAll('button')].find((b) => b.textContent?.startsWith(text));
    expect(button('Draw earlier ones')?.textContent).toBe('Draw earlier ones (67 more)');
    button('Draw later ones')?.click();
    await waitFor(() => expect(spots(figure)).toHaveLength(42));
    const first = spots(figure)[0];
    first?.focus();
    await waitFor(() => expect(first?.tabIndex).toBe(0));
    first?.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowLeft', bubbles: true }));
    const focused = (): string | null => document.activeElement?.getAttribute('data-spot') ?? null;
    await waitFor(() => expect(focused()).toBe(file.history[66]?.id));
    await waitFor(() => expect(document.activeElement).toHaveProperty('tabIndex', 0));
    document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', { key: 'Home', bubbles: true }));
    await waitFor(() => expect(focused()).toBe(file.history[0]?.id));
    expect(button('Draw earlier ones')).toBeUndefined();
    button('Show as a table')?.click();
    await waitFor(() => expect(figure.querySelectorAll('.history button')).toHaveLength(150));
  });

  it('draws a part of the next save too, after all of one was drawn', async () => {
    const { figure, panel } = await show(refusedOften(150, 149));
    const more = [...figure.querySelectorAll('button')].find((b) => b.textContent?.startsWith('Draw earlier ones'));
    more?.click();
    await waitFor(() => expect(spots(figure)).toHaveLength(42));
    const app = figure.parentElement;
    if (app !== null) render(<VersionsFigure file={refusedOften(150, 80)} panel={panel} />, app);
    await waitFor(() => expect(spots(figure)).toHaveLength(18));
  });

  it('asks for no size while the click is under way: the layout of the picture is never forced', async () => {
    const asked = vi.spyOn(HTMLElement.prototype, 'clientWidth', 'get');
    const set = vi.spyOn(Element.prototype, 'scrollLeft', 'set');
    const sized: ResizeObserverCallback[] = [];
    vi.stubGlobal(
      'ResizeObserver',
      class {
        constructor(then: ResizeObserverCallback) {
          sized.push(then);
        }
        observe(): void {}
        disconnect(): void {}
      },
    );
    try {
      await show(refusedOften());
      expect(asked).not.toHaveBeenCalled();
      expect(set).not.toHaveBeenCalled();
      const entry = { contentRect: { width: 400 } } as ResizeObserverEntry;
      for (const then of sized) then([entry], {} as ResizeObserver);
      expect(set).toHaveBeenCalledExactlyOnceWith(17.5 * 78 - 280);
    } finally {
      vi.restoreAllMocks();
      vi.unstubAllGlobals();
    }
  });
});
