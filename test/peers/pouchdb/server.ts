import { freePort } from '../support/free-port.ts';
import { ofPeers } from '../support/local-node.ts';
import { answers, startProgram } from '../support/program.ts';
import { scratch } from '../support/scratch.ts';

export type Pouch = { readonly origin: string; readonly stop: () => Promise<void> };

/** express-pouchdb in a Node process of its own: CouchDB's API, and Fauxton at `/_utils/`. Packages: test/peers/package.json. */
export async function startPouch(): Promise<Pouch> {
  ofPeers('node_modules/express-pouchdb');
  const folder = await scratch('pouchdb');
  try {
    const port = await freePort();
    const origin = `http://127.0.0.1:${port}`;
    const program = await startProgram(process.execPath, {
      args: [ofPeers('pouchdb/app.mjs'), String(port)],
      cwd: folder.path,
      ready: answers(origin),
    });
    const stop = async () => {
      await program.stop();
      await folder.remove();
    };
    return { origin, stop };
  } catch (error) {
    await folder.remove();
    throw error;
  }
}
