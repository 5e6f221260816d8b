import { describe, expect, test } from 'vitest';
import { edit, merged, mine, refusal, rows, sent, theirs } from './merge-helpers.ts';

describe('objects, field by field', () => {
  test('each side keeps what only it changed, at any depth', () => {
    const given = {
      base: { a: 1, deep: { b: 1, c: { d: 1, e: 1 } } },
      mine: { a: 2, deep: { b: 1, c: { d: 2, e: 1 } } },
      theirs: { a: 1, deep: { b: 2, c: { d: 1, e: 2 } } },
    };
    expect(sent(given)).toBe('{"a":2,"deep":{"b":2,"c":{"d":2,"e":2}}}');
    expect(rows(given)).toEqual(['$.a mine', '$.deep.b theirs', '$.deep.c.d mine', '$.deep.c.e theirs']);
  });

  test('numbers, unknown fields and order survive as they were written', () => {
    const base = '{"10":1.0,"2":9007199254740993,"x":1e2,"title":"a","other":1}';
    const my = '{"10":1.0,"2":9007199254740993,"x":1e2,"title":"b","other":1}';
    const their = '{"10":1.0,"2":9007199254740993,"x":1e2,"title":"a","other":2}';
    expect(sent({ base, mine: my, theirs: their })).toBe(
      '{"10":1.0,"2":9007199254740993,"x":1e2,"title":"b","other":2}',
    );
  });

  test('another spelling of a number is no change', () => {
    const given = { base: '{"n":1,"m":1}', mine: '{"n":1.0,"m":2}', theirs: '{"n":10e-1,"m":1}' };
    expect(rows(given)).toEqual(['$.m mine']);
  });

  test('big integers that a double would confuse are told apart', () => {
    const given = { base: '{"n":9007199254740992}', mine: '{"n":9007199254740992}', theirs: '{"n":9007199254740993}' };
    expect(sent(given)).toBe('{"n":9007199254740993}');
  });

  test('the layout of the save stays', () => {
    const given = {
      base: { a: 1, b: [1] },
      mine: '{\n  "a": 2,\n  "b": [\n    1\n  ]\n}',
      theirs: { a: 1, b: [1], c: {} },
    };
    expect(sent(given)).toBe('{\n  "a": 2,\n  "b": [\n    1\n  ],\n  "c": {}\n}');
  });

  test('mine, theirs and an edit', () => {
    const given = { base: { t: 'a', u: 1 }, mine: { t: 'b', u: 1 }, theirs: { t: 'c', u: 1 } };
    expect(merged(given).conflicts).toEqual(['$.t']);
    expect(sent(given, { '$.t': mine })).toBe('{"t":"b","u":1}');
    expect(sent(given, { '$.t': theirs })).toBe('{"t":"c","u":1}');
    expect(sent(given, { '$.t': edit('"d"') })).toBe('{"t":"d","u":1}');
    expect(merged(given).compose({ '$.t': edit('d') })).toEqual({
      ok: false,
      reason: 'The edit of $.t is not JSON at character 1. Text needs quotation marks around it.',
    });
    expect(merged(given).compose({})).toEqual({ ok: false, reason: 'Choose first for $.t.' });
  });

  test('removed here, changed there', () => {
    const given = { base: { a: 1, b: 1, c: 1 }, mine: { a: 1, c: 1 }, theirs: { a: 1, b: 2, c: 1 }, method: 'PUT' };
    expect(merged(given).fields).toMatchObject([
      { path: '$.b', base: '1', mine: null, theirs: '2', takes: 'conflict' },
    ]);
    expect(sent(given, { '$.b': mine })).toBe('{"a":1,"c":1}');
    expect(sent(given, { '$.b': theirs })).toBe('{"a":1,"b":2,"c":1}');
  });

  test('text is merged line by line', () => {
    const lines = (...changed: string[]): { text: string } => ({
      text: ['1', '2', '3', '4', '5'].map((line, at) => changed[at] || line).join('\n'),
    });
    expect(sent({ base: lines(), mine: lines('one'), theirs: lines('', '', '', '', 'five') })).toBe(
      JSON.stringify(lines('one', '', '', '', 'five')),
    );
    const clash = { base: lines(), mine: lines('one', '', 'M'), theirs: lines('', '', 'T', '', 'five') };
    expect(merged(clash).fields[0]?.why).toBe('Both changed line 3; the other lines are merged.');
    expect(sent(clash, { '$.text': theirs })).toBe(JSON.stringify(lines('one', '', 'T', '', 'five')));
  });

  test('a form that writes CRLF does not change every line', () => {
    const given = { base: { t: 'a\nb\nc\n' }, mine: { t: 'A\r\nb\r\nc\r\n' }, theirs: { t: 'a\nb\nC\n' } };
    expect(sent(given)).toBe(JSON.stringify({ t: 'A\r\nb\r\nC\r\n' }));
  });

  test('the token follows theirs, and so do time stamps that everybody writes', () => {
    const given = {
      base: { _rev: '1-a', updatedAt: '2024-01-01T10:00:00Z', t: 'a' },
      mine: { _rev: '1-a', updatedAt: '2024-01-01T10:30:00Z', t: 'b' },
      theirs: { _rev: '2-b', updatedAt: '2024-01-01T10:20:00Z', t: 'a' },
      tokens: ['body:$._rev'],
    };
    expect(sent(given)).toBe('{"_rev":"2-b","updatedAt":"2024-01-01T10:20:00Z","t":"b"}');
  });

  test('a status that the person changed is the person’s', () => {
    const given = { base: { status: 'draft' }, mine: { status: 'done' }, theirs: { status: 'open' } };
    expect(merged(given).conflicts).toEqual(['$.status']);
  });

  test('it has landed when the server holds all that mine changed', () => {
    const base = { rev: 1, t: 'a' };
    expect(merged({ base, mine: { rev: 1, t: 'b' }, theirs: { rev: 2, t: 'b' }, tokens: ['$.rev'] }).landed).toBe(true);
    expect(merged({ base, mine: { rev: 1, t: 'b' }, theirs: { rev: 2, t: 'c' }, tokens: ['$.rev'] }).landed).toBe(
      false,
    );
    expect(merged({ base: { l: 'a\nb\nc' }, mine: { l: 'A\nb\nc' }, theirs: { l: 'a\nb\nC' } }).landed).toBe(false);
  });

  test('without a base every difference is asked', () => {
    const given = {
      mine: { a: 1, b: 2, mineOnly: 1, same: 'x' },
      theirs: { a: 2, b: 2, theirsOnly: 1, same: 'x' },
      method: 'PUT',
    };
    expect(merged(given).conflicts).toEqual(['$.a', '$.mineOnly', '$.theirsOnly']);
    expect(sent(given, { '$.a': theirs, '$.mineOnly': mine, '$.theirsOnly': theirs })).toBe(
      '{"a":2,"b":2,"theirsOnly":1,"mineOnly":1,"same":"x"}',
    );
  });
});

describe('the shape of read and write', () => {
  test('an envelope around the read', () => {
    const given = {
      base: { data: { id: 7, title: 'a', body: 'x' }, meta: { took: 3 } },
      mine: { title: 'b', body: 'x' },
      theirs: { data: { id: 7, title: 'a', body: 'y' }, meta: { took: 5 } },
      method: 'PUT',
    };
    expect(sent(given)).toBe('{"title":"b","body":"y"}');
    expect(rows(given)).toEqual(['$.title mine', '$.body theirs']);
  });

  test('an envelope around the write', () => {
    const given = {
      base: { id: 7, title: 'a', body: 'x' },
      mine: { query: 'mutation', variables: { input: { id: 7, title: 'b', body: 'x' } } },
      theirs: { id: 7, title: 'c', body: 'y' },
      method: 'POST',
    };
    expect(merged(given).conflicts).toEqual(['$.variables.input.title']);
    expect(sent(given, { '$.variables.input.title': mine })).toBe(
      '{"query":"mutation","variables":{"input":{"id":7,"title":"b","body":"y"}}}',
    );
  });

  test('a PATCH sends no field that it did not have', () => {
    const given = { base: { a: 1, b: 1, c: 1 }, mine: { a: 2 }, theirs: { a: 1, b: 2, c: 1, d: 1 }, method: 'PATCH' };
    expect(sent(given)).toBe('{"a":2}');
    expect(rows(given)).toEqual(['$.a mine']);
  });

  test('a whole PUT takes what somebody else added, or the server would delete it', () => {
    const given = {
      base: { a: 1, l: { x: 1 } },
      mine: { a: 2, l: { x: 1 } },
      theirs: { a: 1, l: { x: 1, y: 2 }, n: 1 },
      method: 'PUT',
    };
    expect(sent(given)).toBe('{"a":2,"l":{"x":1,"y":2},"n":1}');
  });

  test('fields that only the server keeps are not sent', () => {
    const given = {
      base: {
        id: 1,
        createdAt: '2024-01-01',
        updatedAt: '2024-01-01T10:00:00Z',
        _links: { self: 'x' },
        t: 'a',
        u: 'a',
      },
      mine: { t: 'b', u: 'a' },
      theirs: {
        id: 1,
        createdAt: '2024-01-01',
        updatedAt: '2024-01-02T10:00:00Z',
        _links: { self: 'y' },
        t: 'a',
        u: 'c',
      },
      method: 'PUT',
    };
    expect(sent(given)).toBe('{"t":"b","u":"c"}');
  });

  test('a PUT with little of what the read has asks before anything of theirs could be wiped', () => {
    const given = {
      base: { a: 1, b: 1, c: 1, d: 1 },
      mine: { a: 2 },
      theirs: { a: 1, b: 2, c: 1, d: 1, e: 1 },
      method: 'PUT',
    };
    expect(merged(given).conflicts).toEqual(['$.b', '$.e']);
    expect(sent(given, { '$.b': mine, '$.e': mine })).toBe('{"a":2}');
  });

  test('a write-only field stays', () => {
    const given = {
      base: { content: 'YQ==', sha: '1' },
      mine: { content: 'Yg==', sha: '1', message: 'm' },
      theirs: { content: 'YQ==', sha: '2' },
    };
    expect(sent(given)).toBe('{"content":"Yg==","sha":"2","message":"m"}');
  });

  test('a save that only gives orders is asked as a whole once somebody else wrote', () => {
    const base = { id: 1, version: 3, name: 'a' };
    const save = { version: 3, actions: [{ action: 'rename', name: 'b' }] };
    const given = {
      base,
      mine: save,
      theirs: { id: 1, version: 4, name: 'c' },
      tokens: ['body:$.version'],
      method: 'POST',
    };
    expect(merged(given).conflicts).toEqual(['$']);
    expect(sent(given, { $: mine })).toBe(JSON.stringify(save));
    expect(merged(given).compose({ $: theirs })).toMatchObject({ ok: false });
    expect(merged({ ...given, theirs: { id: 1, version: 4, name: 'a' } }).conflicts).toEqual([]);
    const approve = {
      base: { sha: 'a1', files: 1 },
      mine: { sha: 'a1' },
      theirs: { sha: 'b2', files: 9 },
      tokens: ['body:$.sha'],
      method: 'PUT',
    };
    expect(merged(approve).conflicts).toEqual(['$']);
  });

  test('it has landed though the save never has all that the read has', () => {
    const base = { rev: 1, t: 'a', views: 3, l: [{ id: 1, n: 1 }] };
    const save = { rev: 1, t: 'b', l: [{ id: 1, n: 1 }] };
    const given = { base, mine: save, theirs: { ...base, rev: 2, t: 'b' }, tokens: ['$.rev'], method: 'PUT' };
    expect(merged(given).landed).toBe(true);
    expect(merged({ ...given, theirs: { ...base, rev: 2 } }).landed).toBe(false);
    const removal = {
      base: { l: { a: 1, b: 1 } },
      mine: { l: { a: 1 } },
      theirs: { l: { a: 1, b: 1 } },
      method: 'PUT',
    };
    expect(merged(removal).landed).toBe(false);
  });

  test('nothing in common is refused', () => {
    expect(refusal({ base: { a: 1 }, mine: { op: 'rename' }, theirs: { a: 2 }, method: 'POST' }).code).toBe(
      'other-shape',
    );
    expect(refusal({ base: 'x', mine: { a: 1 }, theirs: '<html>', method: 'POST' }).code).toBe('unreadable');
  });
});
