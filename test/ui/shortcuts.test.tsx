// @vitest-environment happy-dom
// biome-ignore-all lint/a11y: a stand-in for the panel's grid
import { render } from 'preact';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Shortcuts } from '../../src/ui/panel/shortcuts.tsx';

const { waitFor } = vi;
const app = document.createElement('div');

beforeEach(() => {
  localStorage.clear();
  document.body.replaceChildren(app);
  render(
    <>
      <input type="search" />
      <div role="grid">
        <div id="row" tabIndex={0} />
      </div>
      <Shortcuts />
    </>,
    app,
  );
});
afterEach(() => render(null, app));

const dialog = (): HTMLDialogElement | null => document.querySelector('dialog');

function press(key: string, on: Element = document.body): void {
  on.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
}

it('shows the list by ? and by its button, and closes it by Escape', async () => {
  await waitFor(() => {
    press('?');
    expect(dialog()?.open).toBe(true);
  });
  await waitFor(() => expect(dialog()?.textContent).toContain('To the filter'));
  press('Escape', dialog() ?? document.body);
  await waitFor(() => expect(dialog()?.open).toBe(false));
  document.querySelector<HTMLButtonElement>('[aria-label="Keyboard shortcuts"]')?.click();
  await waitFor(() => expect(dialog()?.open).toBe(true));
});

it('moves the focus, but not while somebody types', async () => {
  const search = document.querySelector('input[type=search]');
  await waitFor(() => {
    press('/');
    expect(document.activeElement).toBe(search);
  });
  press('g', search ?? document.body);
  expect(document.activeElement).toBe(search);
  press('g');
  expect(document.activeElement?.id).toBe('row');
});

it('leaves single keys alone where the person switched them off, also next time', async () => {
  document.querySelector<HTMLInputElement>('input[type=checkbox]')?.click();
  await waitFor(() => expect(document.querySelector<HTMLInputElement>('input[type=checkbox]')?.checked).toBe(false));
  const row = document.querySelector<HTMLElement>('#row');
  await waitFor(() => {
    row?.focus();
    press('/');
    expect(document.activeElement).toBe(row);
  });
  render(null, app);
  render(<Shortcuts />, app);
  expect(document.querySelector<HTMLInputElement>('input[type=checkbox]')?.checked).toBe(false);
});
