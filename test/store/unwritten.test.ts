import { expect, it } from 'vitest';
import { createUnwritten, type PlacesArea } from '../../src/store/unwritten.ts';
import { sighting } from '../record/part-of.ts';

/** Memory of the browser session, which outlives the backgrounds. */
function memory() {
  const items: { [key: string]: unknown } = {};
  const area: PlacesArea = {
    get: async (keys) =>
      Object.fromEntries(
        keys.flatMap((key) => (Object.hasOwn(items, key) ? [[key, structuredClone(items[key])]] : [])),
      ),
    set: async (news) => void Object.assign(items, structuredClone(news)),
    remove: async (keys) => {
      for (const key of keys) delete items[key];
    },
  };
  return { area, items };
}

it('gives the next background what this one could not write, and nothing that it wrote', async () => {
  const { area } = memory();
  const first = createUnwritten(area);
  const written = first.hold(sighting({ key: '1' }));
  first.hold(sighting({ key: '2' }));
  written();
  const second = createUnwritten(area);
  const { sightings, letGo } = await second.left;
  expect(sightings).toMatchObject([sighting({ key: '2' })]);
  letGo();
  expect((await createUnwritten(area).left).sightings).toEqual([]);
});

it('keeps what another background left until that is written, whatever comes meanwhile', async () => {
  const { area, items } = memory();
  createUnwritten(area).hold(sighting({ key: '1' }));
  const next = createUnwritten(area);
  const { letGo } = await next.left;
  const written = Array.from({ length: 100 }, (_, at) => next.hold(sighting({ key: `n${at}` })));
  expect((await createUnwritten(area).left).sightings.map(({ key }) => key)).toContain('1');
  letGo();
  for (const each of written) each();
  expect(items).toEqual({});
});

it('has one place for a request: its end takes that of its beginning, and goes only when the end is written', async () => {
  const { area } = memory();
  const held = createUnwritten(area);
  const { status: _s, endedAt: _e, ...begun } = sighting({ state: 'open' });
  const beginning = held.hold(begun);
  const end = held.hold(sighting());
  beginning();
  expect((await createUnwritten(area).left).sightings).toMatchObject([sighting()]);
  end();
  expect((await createUnwritten(area).left).sightings).toEqual([]);
});

it('is bounded: in number, and in the length of a body', async () => {
  const { area, items } = memory();
  const held = createUnwritten(area);
  const text = 'x'.repeat(1_000_000);
  for (let at = 0; at < 1_000; at++) held.hold(sighting({ key: `${at}`, requestBody: { state: 'text', text } }));
  expect(Object.keys(items)).toHaveLength(64);
  expect(JSON.stringify(items).length).toBeLessThan(100_000);
});

it('reads no nonsense, and does without where the browser refuses', async () => {
  const { area, items } = memory();
  items['unwritten.3'] = { source: 'nobody' };
  expect((await createUnwritten(area).left).sightings).toEqual([]);
  const refuse = () => Promise.reject(new Error('full'));
  const none = createUnwritten({ get: refuse, set: refuse, remove: refuse });
  none.hold(sighting())();
  expect((await none.left).sightings).toEqual([]);
});
