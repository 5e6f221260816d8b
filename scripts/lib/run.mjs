/** Runs programs in the project's folder, with their output in ours. */
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../../', import.meta.url));

/** A section heading that stands out in a long log. */
export function heading(text) {
  console.log(`\n== ${text} ${'='.repeat(Math.max(3, 76 - text.length))}`);
}

/** Exit code of a program; 1 where it was ended by a signal. Throws where it cannot be started. */
export function run(program, args, environment = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd: root, stdio: 'inherit', env: { ...process.env, ...environment } });
    child.on('error', reject);
    child.on('close', (code) => resolve(code ?? 1));
  });
}

/** npm itself, by the same installation that started us. */
export function npm(...args) {
  const cli = process.env.npm_execpath;
  if (cli?.endsWith('.js')) return run(process.execPath, [cli, ...args]);
  return run(process.platform === 'win32' ? 'npm.cmd' : 'npm', args);
}

/** A TypeScript file of ours, through tsx. */
export function runTypeScript(file, ...args) {
  return run(process.execPath, ['--import', 'tsx', file, ...args]);
}
