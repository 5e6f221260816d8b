import { execFile, spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Exchange } from '../../src/record/exchange.ts';
import { asCurl, asFetch, asPython } from '../../src/takeaway/index.ts';

export type Ran = { readonly code: number; readonly out: string; readonly err: string };
type Hooks = { readonly curl: string; readonly fetch: string; readonly python: string };

/** The three kinds of script: how each is made, where its merge is filled in, and what runs it. */
const kinds = ['curl', 'fetch', 'python'] as const;
export type Kind = (typeof kinds)[number];
const needs: { readonly [K in Kind]: readonly string[] } = {
  curl: ['bash', 'curl', 'jq'],
  fetch: [],
  python: ['python3'],
};
/** Those whose programs are on this machine. */
export const runnable = kinds.filter((kind) =>
  needs[kind].every((tool) => spawnSync(tool, ['--version']).status === 0),
);
const made = { curl: asCurl, fetch: asFetch, python: asPython };
const hookAt = {
  curl: /^ {2}echo .*\n {2}return 1$/m,
  fetch: /^ {4}throw new Error\('Fill in .*$/m,
  python: /^ {4}sys\.exit\('Fill in .*$/m,
};
const runners = { curl: 'bash', fetch: process.execPath, python: 'python3' };

export function script(kind: Kind, save: Exchange, before: readonly Exchange[] = []): string {
  return made[kind](save, before);
}

/** The script with its merge filled in. Throws where it has no place for one. */
export function filled(kind: Kind, text: string, hooks: Hooks): string {
  if (!hookAt[kind].test(text)) throw new Error(`no place for a merge in:\n${text}`);
  return text.replace(hookAt[kind], () => hooks[kind]);
}

/** Sends what was tried, whatever the server holds. */
export const sendMine: Hooks = { curl: '  cat "$1"', fetch: '    return mine;', python: '    return mine' };

/** Runs it in a folder of its own, in which a hostile text would leave its traces. */
export async function run(kind: Kind, text: string, env: { readonly [name: string]: string } = {}): Promise<Ran> {
  const folder = await mkdtemp(join(tmpdir(), 'resave-takeaway-'));
  const file = join(folder, 'script');
  await writeFile(file, text);
  try {
    return await new Promise((resolve) => {
      const options = {
        cwd: folder,
        env: { PATH: process.env.PATH, HOME: folder, TMPDIR: folder, ...env },
        timeout: 30_000,
      };
      execFile(runners[kind], [file], options, (error, out, err) => {
        const code = error === null ? 0 : typeof error.code === 'number' ? error.code : -1;
        resolve({ code, out, err });
      });
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
