// @vitest-environment happy-dom
import { render } from 'preact';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createSettings } from '../../../src/ui/settings/model.ts';
import { Settings } from '../../../src/ui/settings/settings.tsx';
import { patternName, patternsOf } from '../../../src/ui/settings/site-names.ts';
import { type FakeSettings, fakeSettings, settingsStates } from '../support/fake-settings.ts';

const { waitFor } = vi;
let dispose = (): void => undefined;
afterEach(() => dispose());

async function show(world: FakeSettings) {
  const app = document.createElement('div');
  document.body.append(app);
  const settings = createSettings(world);
  render(<Settings settings={settings} />, app);
  dispose = () => {
    render(null, app);
    settings.stop();
    app.remove();
  };
  await settings.refresh();
  return settings;
}

const text = () => document.body.textContent ?? '';

async function button(name: string): Promise<HTMLButtonElement> {
  return waitFor(() => {
    const found = [...document.querySelectorAll('button')].find(
      (one) => (one.getAttribute('aria-label') ?? one.textContent) === name,
    );
    if (found === undefined) throw new Error(`no button ${name}`);
    return found;
  });
}

function type(label: string, value: string): HTMLInputElement {
  const named = [...document.querySelectorAll('label')].find((one) => one.textContent?.startsWith(label));
  const field = named?.querySelector('input') ?? document.getElementById(named?.htmlFor ?? '');
  if (!(field instanceof HTMLInputElement)) throw new Error(`no field ${label}`);
  field.value = value;
  field.dispatchEvent(new Event('input', { bubbles: true }));
  return field;
}

describe('the settings page', () => {
  it('says which sites are watched, stops and begins', async () => {
    const world = fakeSettings();
    await show(world);
    (await button('Stop watching https://app.test')).click();
    await waitFor(() => expect(world.watchedNow.origins).toEqual(['https://api.test/*']));
    await waitFor(() => expect(text()).toContain('What was recorded stays until you delete it.'));
    type('Watch another site', 'example.org/notes');
    (await button('Watch')).click();
    await waitFor(() => expect(world.asked).toEqual([['https://example.org/*', 'http://example.org/*']]));
    type('Watch another site', 'not a site');
    (await button('Watch')).click();
    await waitFor(() => expect(text()).toContain('Write the address of a site'));
    expect(world.asked).toHaveLength(1);
  });

  it('saves limits within their bounds and no others', async () => {
    const world = fakeSettings();
    await show(world);
    const days = await waitFor(() => type('Days that records', '200'));
    await waitFor(() => expect(days.getAttribute('aria-invalid')).toBe('true'));
    (await button('Save limits')).click();
    expect(world.chosen.days).toBe(14);
    type('Days that records', '30');
    await waitFor(() => expect(days.getAttribute('aria-invalid')).toBeNull());
    (await button('Save limits')).click();
    await waitFor(() => expect(world.chosen).toMatchObject({ days: 30, words: ['customerNumber'] }));
    await waitFor(() => expect(text()).toContain('Saved.'));
    (await button('Use the usual limits')).click();
    await waitFor(() => expect(world.chosen.days).toBe(14));
  });

  it('deletes only after a second word, and unsaved work only after a third', async () => {
    const world = fakeSettings();
    await show(world);
    (await button('Delete the records of https://app.test')).click();
    await waitFor(() => expect(document.activeElement?.textContent).toBe('Keep'));
    expect(text()).toContain('Delete the 120 records of https://app.test for good?');
    expect(text()).toContain('Unsaved work stays.');
    (await button('Keep')).click();
    await waitFor(() => expect(text()).not.toContain('for good?'));
    expect(world.forgotten).toEqual([]);
    (await button('Delete the records of https://app.test')).click();
    (await button('Delete for good')).click();
    await waitFor(() => expect(world.forgotten).toEqual([{ origin: 'https://app.test', unsaved: false }]));
    await waitFor(() => expect(text()).toContain('The records of https://app.test were deleted.'));
    (await button('Delete all records')).click();
    const discard = await waitFor(() => {
      const box = document.querySelector<HTMLInputElement>('input[type=checkbox]');
      if (box === null) throw new Error('nothing to tick');
      return box;
    });
    discard.click();
    await waitFor(() => expect(text()).not.toContain('Unsaved work stays.'));
    (await button('Delete for good')).click();
    await waitFor(() => expect(world.forgotten[1]).toEqual({ origin: null, unsaved: true }));
  });

  it('takes names of one’s own, and refuses those of versions', async () => {
    const world = fakeSettings();
    await show(world);
    await waitFor(() => type('Name to redact', 'etag'));
    (await button('Redact')).click();
    await waitFor(() => expect(text()).toContain('That name speaks of a version.'));
    type('Name to redact', ' pin ');
    (await button('Redact')).click();
    await waitFor(() => expect(world.chosen.words).toEqual(['customerNumber', 'pin']));
    (await button('Remove customerNumber')).click();
    await waitFor(() => expect(world.chosen.words).toEqual(['pin']));
  });

  it('says so where nothing can be read, and tries again', async () => {
    const world = settingsStates.failed?.() ?? fakeSettings();
    await show(world);
    await waitFor(() => expect(document.querySelector('[role=alert]')?.textContent).toContain('could not open'));
    world.broken = null;
    (await button('Try again')).click();
    await waitFor(() => expect(text()).toContain('Sites watched'));
  });
});

describe('names of sites', () => {
  it.each([
    ['https://example.org/a?b', ['https://example.org/*']],
    ['HTTP://Example.org:8080', ['http://example.org/*']],
    ['example.org', ['https://example.org/*', 'http://example.org/*']],
    ['localhost:3000/x', ['https://localhost/*', 'http://localhost/*']],
    ['', []],
    ['ftp://example.org', []],
    ['javascript:alert(1)', []],
    ['*', []],
    ['exa mple', []],
  ])('%s', (address, patterns) => {
    expect(patternsOf(address)).toEqual(patterns);
  });

  it.each([
    ['https://*/*', 'Every https site'],
    ['<all_urls>', 'Every site'],
    ['https://*.example.org/*', 'https://*.example.org'],
  ])('%s', (pattern, name) => {
    expect(patternName(pattern)).toBe(name);
  });
});
