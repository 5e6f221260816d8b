import { type ChildProcess, spawn } from 'node:child_process';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { raw } from './raw.ts';

const started: ChildProcess[] = [];
afterEach(() => {
  for (const child of started.splice(0)) child.kill('SIGKILL');
});

/** Starts `npm run lab`'s script and gives the origin that it prints first. */
async function lab(port: number): Promise<{ child: ChildProcess; origin: string }> {
  const script = fileURLToPath(new URL('./main.ts', import.meta.url));
  const child = spawn(process.execPath, ['--import', 'tsx', script], { env: { ...process.env, PORT: String(port) } });
  started.push(child);
  // Read to the end and not only to the first line: a closed pipe would end the lab.
  const origin = await new Promise<string>((resolve, reject) => {
    let printed = '';
    child.stdout.on('data', (chunk: Buffer) => {
      printed += chunk.toString();
      const found = printed.match(/^lab: (http:\/\/localhost:\d+)\/$/m)?.[1];
      if (found !== undefined) resolve(found);
    });
    child.once('exit', () => reject(new Error(`The lab ended: ${printed}`)));
  });
  return { child, origin };
}

describe('npm run lab', () => {
  it('takes the next port where the one asked for is taken, and ends when told to', async () => {
    const blocker = createServer();
    await new Promise<void>((resolve) => blocker.listen(0, '127.0.0.1', resolve));
    const { port } = blocker.address() as AddressInfo;
    const { child, origin } = await lab(port);
    expect(Number(new URL(origin).port)).toBeGreaterThan(port);
    const home = await raw(`${origin}/`);
    expect([home.status, home.headers.location]).toEqual([302, '/strict-409/']);
    expect((await raw(`${origin}/strict-409/api/users/123`)).status).toBe(200);
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGTERM');
    expect(await ended).toBe(0);
    await new Promise((resolve) => blocker.close(resolve));
  });
});
