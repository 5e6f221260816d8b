import { describe, expect, test } from 'vitest';
import { edit, merged, mine, refusal, sent, theirs } from './merge-helpers.ts';

const form = { type: 'application/x-www-form-urlencoded;charset=UTF-8' };

describe('forms', () => {
  const base = { article: { id: 7, title: 'a', text: 'x', open: true, lock_version: 2 } };
  const now = { article: { id: 7, title: 'a', text: 'y', open: false, lock_version: 3 } };
  const save =
    '_method=patch&article%5Btitle%5D=b+b&article%5Btext%5D=x&article%5Bopen%5D=1&article%5Block_version%5D=2&commit=Save';

  test('urlencoded against a JSON read: fields by their bracket names', () => {
    const given = { base, mine: save, theirs: now, tokens: ['form:article[lock_version]'], ...form };
    expect(sent(given)).toBe(
      '_method=patch&article%5Btitle%5D=b+b&article%5Btext%5D=y&article%5Bopen%5D=0&article%5Block_version%5D=3&commit=Save',
    );
  });

  test('conflicts show bare text, edits are bare text', () => {
    const given = { base, mine: save, theirs: { article: { ...now.article, title: 'c' } }, ...form };
    const row = merged(given).fields.find(({ takes }) => takes === 'conflict');
    expect(row).toMatchObject({ path: '$["article[title]"]', base: 'a', mine: 'b b', theirs: 'c' });
    expect(sent(given, { '$["article[title]"]': edit('d & e'), '$["article[lock_version]"]': mine })).toContain(
      '%5Btitle%5D=d+%26+e&',
    );
  });

  test('repeated names are lists', () => {
    const given = {
      base: { tags: ['a', 'b'], n: 1 },
      mine: 'tags[]=a&tags[]=b&tags[]=m&n=1',
      theirs: { tags: ['t', 'a'], n: 1 },
      ...form,
    };
    expect(sent(given)).toBe('tags[]=t&tags[]=a&tags[]=m&n=1');
    const fewer = { base: { tags: ['a', 'b'] }, mine: 'tags[]=a&tags[]=b&x=1', theirs: { tags: [] }, ...form };
    expect(sent(fewer)).toBe('x=1');
    const more = { base: { tags: ['a'] }, mine: 'x=1&tags[]=a', theirs: { tags: ['a', 'b'] }, ...form };
    expect(sent(more)).toBe('x=1&tags[]=a&tags[]=b');
  });

  test('multipart: text fields are merged, files and part headers stay', () => {
    const part = (name: string, value: string): string =>
      `--xx\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;
    const file =
      '--xx\r\nContent-Disposition: form-data; name="file"; filename="a.bin"\r\nContent-Type: image/png\r\n\r\n\u0001title=2\r\n';
    const body = (title: string, text: string): string =>
      `${part('title', title)}${file}${part('text', text)}--xx--\r\n`;
    const given = {
      base: { title: 'a', text: '1\n2\n3', file: 'a.bin' },
      mine: body('b', '1\r\n2\r\n3'),
      theirs: { title: 'a', text: '1\n2\nthree' },
      type: 'multipart/form-data; boundary=xx',
    };
    expect(sent(given)).toBe(body('b', '1\r\n2\r\nthree'));
  });

  test('a form against a web page, or against nothing that it knows, is refused', () => {
    expect(refusal({ base: '<html>', mine: 'a=1', theirs: '<html></html>', readType: 'text/html', ...form }).code).toBe(
      'other-shape',
    );
    expect(refusal({ base: { x: 1 }, mine: 'a=1', theirs: { x: 2 }, ...form }).code).toBe('other-shape');
  });
});

describe('texts', () => {
  const text = (a: string, b: string, c: string): string => `${a}\nmiddle\n${b}\nmiddle two\n${c}\n`;

  test('by lines', () => {
    const given = {
      base: text('1', '2', '3'),
      mine: text('M', '2', '3'),
      theirs: text('1', '2', 'T'),
      type: 'text/plain',
      readType: 'text/plain',
    };
    expect(sent(given)).toBe(text('M', '2', 'T'));
    const clash = { ...given, theirs: text('T', '2', 'T') };
    expect(merged(clash).conflicts).toEqual(['$']);
    expect(sent(clash, { $: mine })).toBe(text('M', '2', 'T'));
    expect(sent(clash, { $: theirs })).toBe(text('T', '2', 'T'));
    expect(sent(clash, { $: edit('all new') })).toBe('all new');
  });

  test('XML in one line, between its tags', () => {
    const xml = (a: string, b: string): string => `<?xml version="1.0"?><r><a>${a}</a><k>1</k><b>${b}</b></r>`;
    const given = {
      base: xml('1', '2'),
      mine: xml('M', '2'),
      theirs: xml('1', 'T'),
      type: 'application/xml',
      readType: 'application/xml',
    };
    expect(sent(given)).toBe(xml('M', 'T'));
  });

  test('without a base the whole is asked; equal texts are not', () => {
    expect(merged({ mine: 'a', theirs: 'b', type: 'text/plain', readType: 'text/plain' }).conflicts).toEqual(['$']);
    expect(merged({ mine: 'a', theirs: 'a', type: 'text/plain', readType: 'text/plain' })).toMatchObject({
      conflicts: [],
      landed: true,
    });
  });

  test('a page is not merged into a text, an image not at all', () => {
    expect(
      refusal({ base: 'a', mine: 'b', theirs: '<!doctype html><p>', type: 'text/plain', readType: 'text/html' }).code,
    ).toBe('other-shape');
    expect(refusal({ base: 'a', mine: 'b', theirs: 'c', type: 'image/png' }).code).toBe('unsupported');
  });
});
