import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { run } from '../../scripts/causes.ts';

const one = {
  id: 'a',
  request: {
    method: 'POST',
    url: 'https://api.test/users',
    headers: { 'Content-Type': 'application/json' },
    body: '{}',
  },
  response: { status: 409, headers: {}, body: '{"message":"User already exists"}' },
};

const folder = mkdtempSync(join(tmpdir(), 'resave-'));
afterAll(() => rmSync(folder, { recursive: true }));

async function lines(...content: readonly string[]) {
  const path = join(folder, 'refusals.jsonl');
  writeFileSync(path, content.join('\n'));
  const out: string[] = [];
  const complaints: string[] = [];
  const code = await run(
    path,
    (line) => out.push(line),
    (line) => complaints.push(line),
  );
  return { code, out, complaints };
}

test('one JSON a line, and no summary where nothing is labelled', async () => {
  const { code, out, complaints } = await lines(JSON.stringify(one), '');
  expect(code).toBe(0);
  expect(complaints).toEqual([]);
  expect(out.map((line) => JSON.parse(line))).toEqual([
    { id: 'a', label: 'duplicate', findings: [{ cause: 'already-exists', kind: 'duplicate', strength: 'likely' }] },
  ]);
});

test('a broken line is named, what is good is kept, and the exit code is 1', async () => {
  const { code, out, complaints } = await lines(
    JSON.stringify(one),
    '{"id":',
    JSON.stringify({ ...one, id: 'b', response: {} }),
    JSON.stringify({ ...one, id: 'c' }),
  );
  expect(code).toBe(1);
  expect(out.map((line) => JSON.parse(line).id)).toEqual(['a', 'c']);
  expect(complaints).toHaveLength(2);
  expect(complaints[0]).toMatch(/:2: the line is no JSON/);
  expect(complaints[1]).toMatch(/:3: response.status/);
});

test('with labels the last line sums up; other labels count as right', async () => {
  const { out } = await lines(
    JSON.stringify({ ...one, label: 'duplicate' }),
    JSON.stringify({ ...one, id: 'b', label: 'state', alt_labels: ['duplicate'] }),
    JSON.stringify({ ...one, id: 'c', label: 'lock' }),
    JSON.stringify({ ...one, id: 'd', label: 'state', response: { status: 409, headers: {}, body: null } }),
  );
  expect(out.at(-1)).toBe('top1 0.50 · answered 0.75 · wrong-proven 0 · n 4');
});

test('bodies and headers may be JSON and pairs', async () => {
  const { out } = await lines(
    JSON.stringify({
      ...one,
      request: {
        ...one.request,
        body: {},
        headers: [
          ['A', '1'],
          ['A', '2'],
        ],
      },
      response: { ...one.response, body: { message: 'User already exists' } },
    }),
  );
  expect(JSON.parse(out[0] ?? '').label).toBe('duplicate');
});

test('a file that is not there is a complaint', async () => {
  const complaints: string[] = [];
  expect(
    await run(
      '/nowhere/x.jsonl',
      () => {},
      (line) => complaints.push(line),
    ),
  ).toBe(1);
  expect(complaints[0]).toMatch(/ENOENT/);
});
