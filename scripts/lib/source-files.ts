import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { byCode, filesBelow } from './archive.ts';

/** What is made from the rest and never belongs to the source. */
const made = /^(node_modules|dist|screenshots-out|coverage|\.git|\.tmp)\//;

/**
 * The files of which the project consists. In a clone those that Git follows; in an unpacked source archive, where there is no Git,
 * all that nobody made.
 */
export function sourceFiles(root: string): readonly string[] {
  if (!existsSync(join(root, '.git')))
    return filesBelow(root).filter((name) => !made.test(name) && name !== 'BUILDING.md');
  return execFileSync('git', ['ls-files', '-z'], { cwd: root, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 })
    .split('\0')
    .filter((name) => name !== '' && existsSync(join(root, name)))
    .sort(byCode);
}

/** Whether the files differ from the last commit; then the archives are nobody else's. */
export function isDirty(root: string): boolean {
  if (!existsSync(join(root, '.git'))) return false;
  return execFileSync('git', ['status', '--porcelain', '--untracked-files=no'], { cwd: root, encoding: 'utf8' }) !== '';
}
