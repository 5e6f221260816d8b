import { describe, expect, it, vi } from 'vitest';
import { createExtensions } from '../../../src/act/suspects/extensions.ts';
import type { ManagedItem, Management } from '../../../src/act/suspects/installed.ts';
import { createJournal } from '../../../src/act/suspects/journal.ts';
import { switchedOffKey } from '../../../src/messages/switched-off.ts';
import { memoryArea } from '../bench.ts';

const strip = { id: 'strip', name: 'Strip' };

function item(id: string, more: Partial<ManagedItem> = {}): ManagedItem {
  return { id, name: id, version: '1', enabled: true, mayDisable: true, type: 'extension', ...more };
}

/** A browser with extensions that outlives any background. */
function world(items: ManagedItem[] = [item('strip'), item('resave'), item('dark', { type: 'theme' })]) {
  const area = memoryArea();
  const management: Management & { broken: boolean } = {
    broken: false,
    getAll: async () => items,
    async setEnabled(id, enabled) {
      if (management.broken) throw new Error('no');
      const at = items.findIndex((one) => one.id === id);
      const found = items[at];
      if (found !== undefined) items[at] = { ...found, enabled };
    },
  };
  const background = (more: { byHand?: boolean; longest?: number; api?: () => Management | undefined } = {}) =>
    createExtensions({
      management: more.api ?? (() => management),
      self: 'resave',
      byHand: more.byHand ?? false,
      journal: createJournal(area),
      ...(more.longest === undefined ? {} : { longest: more.longest }),
    });
  const isOn = (id: string) => items.find((one) => one.id === id)?.enabled;
  const journal = async () => (await area.get(switchedOffKey))[switchedOffKey] ?? [];
  return { management, background, isOn, journal, items };
}

describe('other extensions', () => {
  it('are those beside Resave that are extensions', async () => {
    expect((await world().background().others())?.map(({ id }) => id)).toEqual(['strip']);
  });

  it('are not known until the person allows it', async () => {
    expect(
      await world()
        .background({ api: () => undefined })
        .others(),
    ).toBeNull();
  });
});

describe('switching one off', () => {
  it('writes the journal before and clears it after', async () => {
    const { background, isOn, journal, management } = world();
    const seen: unknown[] = [];
    const setEnabled = management.setEnabled;
    management.setEnabled = async (id, enabled) => {
      seen.push([enabled, await journal()]);
      return setEnabled(id, enabled);
    };
    const own = background();
    expect(await own.switchOff(strip)).toBe(true);
    expect(isOn('strip')).toBe(false);
    expect(await own.switchOn(strip)).toBe('on');
    expect(isOn('strip')).toBe(true);
    expect(await journal()).toEqual([]);
    expect(seen).toEqual([
      [false, [strip]],
      [true, [strip]],
    ]);
  });

  it('is undone by the next background where this one was killed', async () => {
    const { background, isOn, journal } = world();
    await background().switchOff(strip);
    expect(isOn('strip')).toBe(false);
    const next = background();
    await next.restore();
    expect(isOn('strip')).toBe(true);
    expect(await journal()).toEqual([]);
    // Whoever still waits for it hears that it was not off all the time.
    expect(await next.switchOn(strip)).toBe('was-on');
  });

  it('is not undone under the hands of the background that does it', async () => {
    const { background, isOn } = world();
    const own = background();
    await own.switchOff(strip);
    await own.restore();
    expect(isOn('strip')).toBe(false);
    expect(await own.switchOn(strip)).toBe('on');
  });

  it('ends by itself, whoever forgets it', async () => {
    const { background, isOn } = world();
    const own = background({ longest: 1 });
    await own.switchOff(strip);
    await vi.waitFor(() => expect(isOn('strip')).toBe(true));
    expect(await own.switchOn(strip)).toBe('was-on');
  });

  it('is refused in Firefox and where the browser refuses, and leaves no journal', async () => {
    const { background, management, journal, isOn } = world();
    expect(await background({ byHand: true }).switchOff(strip)).toBe(false);
    management.broken = true;
    expect(await background().switchOff(strip)).toBe(false);
    expect(await journal()).toEqual([]);
    expect(isOn('strip')).toBe(true);
  });

  it('keeps in the journal what could not be switched on again, and tries at the next start', async () => {
    const { background, management, journal, isOn } = world();
    const own = background();
    await own.switchOff(strip);
    management.broken = true;
    expect(await own.switchOn(strip)).toBe('still-off');
    expect(await journal()).toEqual([strip]);
    management.broken = false;
    await background().restore();
    expect(isOn('strip')).toBe(true);
    expect(await journal()).toEqual([]);
  });

  it('forgets one that was removed meanwhile', async () => {
    const { background, items, journal } = world();
    const own = background();
    await own.switchOff(strip);
    items.splice(0, 1);
    await own.switchOn(strip);
    expect(await journal()).toEqual([]);
  });
});
