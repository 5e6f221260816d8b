import { unzipSync } from 'fflate';
import { expect, it } from 'vitest';
import { archive } from '../../scripts/lib/archive.ts';

const bytes = (text: string) => new TextEncoder().encode(text);

it('gives the same bytes whatever order the files come in, and whatever the clock and the time zone say', () => {
  const files = [
    { name: 'b/ü.txt', content: bytes('one') },
    { name: 'a.js', content: bytes('two'.repeat(1_000)) },
  ];
  const zone = process.env.TZ;
  process.env.TZ = 'Asia/Tokyo';
  const there = archive(files);
  process.env.TZ = 'America/St_Johns';
  const here = archive([...files].reverse());
  if (zone === undefined) delete process.env.TZ;
  else process.env.TZ = zone;
  expect(Buffer.from(here).equals(Buffer.from(there))).toBe(true);
  const back = unzipSync(here);
  expect(Object.keys(back)).toEqual(['a.js', 'b/ü.txt']);
  expect(new TextDecoder().decode(back['b/ü.txt'])).toBe('one');
});
