import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { scaffold } from '../../scripts/new-cause.ts';

const roots: string[] = [];
afterAll(() => {
  for (const root of roots) rmSync(root, { recursive: true });
});

function copy(): string {
  const root = mkdtempSync(join(tmpdir(), 'resave-'));
  roots.push(root);
  mkdirSync(join(root, 'src/diagnose/causes'), { recursive: true });
  mkdirSync(join(root, 'test/diagnose/causes'), { recursive: true });
  cpSync('src/diagnose/index.ts', join(root, 'src/diagnose/index.ts'));
  return root;
}

test('writes the rule, its fixtures and its place before the last of the list', () => {
  const root = copy();
  expect(scaffold(root, 'moon-phase', 'state')).toEqual([
    'src/diagnose/causes/moon-phase.ts',
    'test/diagnose/causes/moon-phase.test.ts',
    'src/diagnose/index.ts',
  ]);
  const list = readFileSync(join(root, 'src/diagnose/index.ts'), 'utf8');
  expect(list).toContain("import moonPhase from './causes/moon-phase.ts';");
  expect(list).toMatch(/\n {2}moonPhase,\n {2}unexplained,\n\];/);
  const rule = readFileSync(join(root, 'src/diagnose/causes/moon-phase.ts'), 'utf8');
  expect(rule).toContain("id: 'moon-phase'");
  expect(rule).toContain("kind: 'state'");
  expect(rule).not.toMatch(/TODO/);
  expect(readFileSync(join(root, 'test/diagnose/causes/moon-phase.test.ts'), 'utf8')).toContain(
    "fixtures('moon-phase', {",
  );
});

test.each(['aaa', 'moon-phase', 'zebra'])('%s: its import stands where the linter wants it', (id) => {
  const root = copy();
  scaffold(root, id, 'state');
  const list = readFileSync(join(root, 'src/diagnose/index.ts'), 'utf8');
  const imported = [...list.matchAll(/from '\.\/causes\/(.+)\.ts'/g)].map(([, name]) => name);
  expect(imported).toContain(id);
  expect(imported).toEqual([...imported].sort());
});

test('says no to a bad name, an unknown kind and a cause that is there', () => {
  const root = copy();
  expect(() => scaffold(root, 'MoonPhase', 'state')).toThrow(/kebab-case/);
  expect(() => scaffold(root, 'moon-phase', 'lunar')).toThrow(/no kind/);
  writeFileSync(join(root, 'src/diagnose/causes/moon-phase.ts'), '');
  expect(() => scaffold(root, 'moon-phase', 'state')).toThrow(/there already/);
});
