import { freePort } from '../support/free-port.ts';
import { startFront } from '../support/front.ts';
import { ofPeers } from '../support/local-node.ts';
import { startProgram } from '../support/program.ts';
import { scratch } from '../support/scratch.ts';
import { account, signature } from './signature.ts';

export type Azurite = {
  readonly desk: string;
  /** The desk without the gateway that signs: what the page asks goes through as it is. */
  readonly bareDesk: string;
  /** Address of a blob, through the gateway that signs. */
  readonly url: (name: string) => string;
  /** The same with a shared access signature in it, past the gateway's own. */
  readonly shared: (name: string) => string;
  readonly stop: () => Promise<void>;
};

/** Azurite's blob service in memory, with one container, behind a gateway that signs every request. Package: test/peers/package.json. */
export async function startAzurite(): Promise<Azurite> {
  const program = ofPeers('node_modules/azurite/dist/src/blob/main.js');
  const folder = await scratch('azurite');
  const port = await freePort();
  const front = await startFront({ port }, signature());
  const bare = await startFront({ port });
  const clear = async () => {
    await front.close();
    await bare.close();
    await folder.remove();
  };
  const place = `${front.origin}/${account}/notes`;
  try {
    const options = ['--skipApiVersionCheck', '--disableTelemetry', '--inMemoryPersistence', '--silent'];
    const running = await startProgram(process.execPath, {
      args: [program, '--blobHost', '127.0.0.1', '--blobPort', String(port), ...options],
      cwd: folder.path,
      ready: async () => [201, 409].includes((await fetch(`${place}?restype=container`, { method: 'PUT' })).status),
    });
    const stop = async () => {
      await running.stop();
      await clear();
    };
    const shared = (name: string) => `${bare.origin}/${account}/notes/${name}?${signature()}`;
    return { desk: front.desk, bareDesk: bare.desk, url: (name) => `${place}/${name}`, shared, stop };
  } catch (error) {
    await clear();
    throw error;
  }
}
