import { spawn } from 'node:child_process';
import { until } from '../../e2e/support/until.ts';

export type Program = {
  /** What it printed so far, the end of it. */
  readonly output: () => string;
  /** Ends it and all that it started; settles when it is gone. */
  readonly stop: () => Promise<void>;
};

export type ProgramOptions = {
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env?: { readonly [name: string]: string };
  /** Whether it serves already; asked again and again until it gives true. */
  readonly ready: () => Promise<boolean>;
};

/** How long a server may take to start, and how long to end by itself, milliseconds. */
const startPatience = 45_000;
const endPatience = 5_000;
const keptOutput = 4_000;

/**
 * Starts a server in a process group of its own and waits until it serves. Throws with what it printed where it does not start, and where
 * it is not installed: a peer that is missing is a failure, not something to pass over.
 */
export async function startProgram(program: string, options: ProgramOptions): Promise<Program> {
  const { args, cwd, env, ready } = options;
  const child = spawn(program, args, {
    cwd,
    env: { ...process.env, ...env },
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let printed = '';
  const keep = (chunk: Buffer) => {
    printed = (printed + chunk.toString()).slice(-keptOutput);
  };
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  let ended: string | null = null;
  const gone = new Promise<void>((resolve) => {
    const end = (how: string) => {
      ended ??= how;
      resolve();
    };
    child.once('error', (error) => end(`${program} cannot be started: ${error.message}. See test/peers/README.md`));
    child.once('close', (code, signal) => end(`${program} ended (${signal ?? code})`));
  });
  const kill = (signal: NodeJS.Signals) => {
    if (child.pid === undefined || ended !== null) return;
    try {
      process.kill(-child.pid, signal);
    } catch {
      // It is gone already.
    }
  };
  const atExit = () => kill('SIGKILL');
  process.once('exit', atExit);
  const stop = async () => {
    kill('SIGTERM');
    const hard = setTimeout(() => kill('SIGKILL'), endPatience);
    await gone;
    clearTimeout(hard);
    process.off('exit', atExit);
  };
  try {
    await until(`${program} to serve`, async () => ended !== null || (await ready()), startPatience);
  } catch (error) {
    await stop();
    throw new Error(`${error instanceof Error ? error.message : error}\n${printed}`);
  }
  if (ended !== null) throw new Error(`${ended}\n${printed}`);
  return { output: () => printed, stop };
}

/** Ready when this address answers, whatever it says. */
export function answers(url: string): () => Promise<boolean> {
  return async () => {
    const response = await fetch(url);
    await response.arrayBuffer();
    return true;
  };
}
