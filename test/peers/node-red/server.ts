import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { freePort } from '../support/free-port.ts';
import { ofPeers } from '../support/local-node.ts';
import { answers, startProgram } from '../support/program.ts';
import { scratch } from '../support/scratch.ts';

export type NodeRed = { readonly origin: string; readonly stop: () => Promise<void> };

/** What the server starts with: one flow with one comment. */
const flows = [
  { id: 'a1b2c3d4e5f60718', type: 'tab', label: 'Shared', disabled: false, info: '', env: [] },
  { id: 'b1b2c3d4e5f60718', type: 'comment', z: 'a1b2c3d4e5f60718', name: 'First', info: '', x: 120, y: 60, wires: [] },
];

/** Node-RED with a user folder of its own. Package: test/peers/package.json. */
export async function startNodeRed(): Promise<NodeRed> {
  const program = ofPeers('node_modules/node-red/red.js');
  const folder = await scratch('node-red');
  try {
    await writeFile(join(folder.path, 'flows.json'), JSON.stringify(flows));
    const port = await freePort();
    const origin = `http://127.0.0.1:${port}`;
    const running = await startProgram(process.execPath, {
      args: [program, '-u', folder.path, '-s', ofPeers('node-red/settings.cjs')],
      cwd: folder.path,
      env: { PORT: String(port) },
      ready: answers(`${origin}/settings`),
    });
    const stop = async () => {
      await running.stop();
      await folder.remove();
    };
    return { origin, stop };
  } catch (error) {
    await folder.remove();
    throw error;
  }
}
