import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pageActSighting } from '../../src/capture/page-act.ts';
import { parseSighting } from '../../src/capture/parse-sighting.ts';

const parent = { id: 'x1', role: 'replay-send', note: 'with the fresh token' } as const;
const request = {
  method: 'PUT',
  url: 'https://app.example/1',
  headers: [['If-Match', '"b"']] as const,
  body: '{"a":1}',
};
const of = { tabId: 7, key: 'run.1', parent };
const times = { startedAt: 1_000, endedAt: 1_050 };

describe('what Resave’s own fetch saw', () => {
  it('is a sighting with its parent', () => {
    const answer = {
      ok: true,
      status: 200,
      headers: [['etag', '"c"']],
      body: '{}',
      truncated: true,
      ...times,
    } as const;
    expect(pageActSighting(request, answer, of)).toEqual({
      source: 'page-act',
      key: 'run.1',
      state: 'done',
      method: 'PUT',
      url: 'https://app.example/1',
      tabId: 7,
      ...times,
      parent,
      status: 200,
      headers: { set: [['If-Match', '"b"']], seen: [['etag', '"c"']] },
      requestBody: { state: 'text', text: '{"a":1}' },
      responseBody: { state: 'text', text: '{}', length: 3 },
    });
    expect(pageActSighting(request, { ok: false, message: 'gone', ...times }, of)).toMatchObject({
      state: 'failed',
      error: 'gone',
    });
  });
});

describe('a sighting from another context', () => {
  it('comes through as it was', () => {
    const sighting = pageActSighting(request, { ok: false, message: 'gone', ...times }, of);
    expect(parseSighting(JSON.parse(JSON.stringify(sighting)))).toEqual(sighting);
  });

  it.each([
    ['source', 'nobody'],
    ['state', 'over'],
    ['url', 7],
    ['startedAt', Number.NaN],
    ['tabId', '7'],
    ['key', undefined],
  ])('is refused where its %s is wrong', (field, value) => {
    const sighting = pageActSighting(request, { ok: false, message: 'gone', ...times }, of);
    expect(parseSighting({ ...sighting, [field]: value })).toBeNull();
  });

  it('loses what does not parse, and never throws', () => {
    const sighting = pageActSighting(request, { ok: false, message: 'gone', ...times }, of);
    expect(parseSighting({ ...sighting, headers: { set: [['a']], other: [] }, parent: { id: 1 } })).toMatchObject({
      headers: {},
    });
    fc.assert(fc.property(fc.anything(), (value) => void parseSighting(value)));
  });
});
