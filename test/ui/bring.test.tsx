// @vitest-environment happy-dom
import { render } from 'preact';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { BringPage } from '../../src/ui/bring/bring-page.tsx';
import type { Bring } from '../../src/ui/bring/model.ts';
import { bringHere, brokenHar, goodHar, someLog, workerHere } from './support/import-here.ts';

const { waitFor } = vi;
const patience = { timeout: 10_000 };
let app: HTMLElement | null = null;

function show(bring: Bring): void {
  app = document.createElement('div');
  document.body.append(app);
  render(<BringPage bring={bring} />, app);
}

afterEach(() => {
  if (app !== null) render(null, app);
  app?.remove();
});

const text = () => app?.textContent ?? '';
const button = (name: string) =>
  [...(app?.querySelectorAll('button') ?? [])].find((b) => (b.getAttribute('aria-label') ?? b.textContent) === name);

/** Drops files as a browser tells of it. */
function drop(files: readonly File[]): boolean {
  const event = new Event('drop', { bubbles: true, cancelable: true });
  Object.assign(event, { dataTransfer: { files, types: ['Files'] } });
  return document.body.dispatchEvent(event);
}

/** As soon as the page listens: effects run after the first drawing. */
async function dropOn(bring: Bring, files: readonly File[]): Promise<void> {
  await waitFor(() => {
    const kept = drop(files);
    expect(bring.files.value).toHaveLength(files.length);
    expect(kept).toBe(false);
  }, patience);
}

describe('the page to bring files in', () => {
  it('reads what is dropped anywhere on it, and keeps the browser from leaving the page', async () => {
    const bring = bringHere();
    show(bring);
    await dropOn(bring, [goodHar(), someLog()]);
    await waitFor(() => expect(text()).toContain('1 conflict among 3 requests of 3 entries.'), patience);
    await waitFor(() => expect(app?.querySelector('[role="row"][data-status="412"]')).not.toBeNull(), patience);
    await waitFor(() => expect(app?.querySelector('[data-cause="first-token-reused"]')).not.toBeNull(), patience);
    expect(text()).toContain('from files, not live');
    await waitFor(() => expect(text()).toContain('31 refused requests.'), patience);
    await waitFor(() => expect(text()).toContain('Examplebot'), patience);
    expect(text()).toContain('/api/articles/{id}');
    expect(text()).toContain('Examplebot');
    expect(button('Copy a report')).toBeDefined();
    for (const name of ['Replay with fresh ETag', 'Check the server', 'Clear cache for this resource'])
      expect(button(name)).toBeUndefined();
  });

  it('shows the patterns of what was brought in', async () => {
    const bring = bringHere();
    show(bring);
    await dropOn(bring, [goodHar()]);
    await waitFor(() => expect(button('Patterns')).toBeDefined(), patience);
    button('Patterns')?.click();
    await waitFor(() => expect(text()).toContain('1 of 2 saves were refused'), patience);
    expect(text()).toContain('among 3 exchanges');
    expect(text()).not.toContain('Nothing was recorded');
    button('Patterns')?.click();
    await waitFor(() => expect(text()).not.toContain('among 3 exchanges'), patience);
  });

  it('says where a file is broken, and what it is not', async () => {
    const bring = bringHere();
    show(bring);
    await dropOn(bring, [brokenHar(), new File(['hello\n'], 'notes.txt'), new File(['{"a":1}\n{'], 'other.json')]);
    await waitFor(
      () => expect(text()).toMatch(/An entry is no JSON\. Entry 1, line \d+, byte \d+\. What was good is kept\./),
      patience,
    );
    await waitFor(() => expect(text()).toContain('No line is one of a log that Resave knows'), patience);
    expect(app?.querySelector('[role="row"][data-status="412"]')).not.toBeNull();
  });

  it('gives up a file that waits, and forgets everything at once', async () => {
    const bring = bringHere();
    show(bring);
    void bring.add([goodHar(), someLog()]);
    const [, second] = bring.files.value;
    bring.cancel(second?.id ?? -1);
    await waitFor(() => expect(bring.files.value.map(({ state }) => state)).toEqual(['done', 'cancelled']), patience);
    expect(bring.patterns.value).toBeNull();
    await bring.clear();
    expect(bring.files.value).toEqual([]);
    expect(bring.panel.value.rows.value).toEqual([]);
    await waitFor(() => expect(app?.querySelector('[role="grid"]')).toBeNull(), patience);
    // What was removed does not count as brought already.
    await bring.add([goodHar()]);
    await waitFor(() => expect(bring.panel.value.rows.value).toHaveLength(1), patience);
  });

  it('says so when the worker breaks down', async () => {
    const worker = workerHere();
    const bring = bringHere({ ...worker, post: () => worker.stop() });
    show(bring);
    await bring.add([goodHar()]);
    await waitFor(() => expect(text()).toContain('has stopped. Load this page again.'), patience);
  });
});
