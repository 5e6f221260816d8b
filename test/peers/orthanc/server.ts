import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runningAsRoot } from '../../../scripts/lib/browsers.mjs';
import { startFront } from '../support/front.ts';
import { ofPeers } from '../support/local-node.ts';
import { startProgram } from '../support/program.ts';
import { scratch } from '../support/scratch.ts';

export type Orthanc = {
  readonly origin: string;
  readonly desk: string;
  /** Path of a note at the one patient. */
  readonly note: (name: string) => string;
  readonly stop: () => Promise<void>;
};

const names = ['changed', 'worded', 'twice'];

/** Free to choose: nothing else is in the namespace. */
const port = 8042;

/** `CheckRevisions`: a write must name the revision that it was made on, in If-Match. Numbers from 4096 on are free for names of one's own. */
function configuration(folder: string): string {
  return JSON.stringify({
    Name: 'peer',
    StorageDirectory: folder,
    IndexDirectory: folder,
    HttpPort: port,
    DicomServerEnabled: false,
    RemoteAccessAllowed: false,
    AuthenticationEnabled: false,
    CheckRevisions: true,
    UserMetadata: Object.fromEntries(names.map((name, at) => [name, 4096 + at])),
    Plugins: [],
  });
}

/** Makes a patient and gives its path. */
async function patient(origin: string): Promise<string> {
  const made = await fetch(`${origin}/tools/create-dicom`, {
    method: 'POST',
    body: JSON.stringify({ Tags: { PatientID: 'one', PatientName: 'One' } }),
  });
  if (!made.ok) throw new Error(`Orthanc made no patient: ${made.status} ${await made.text()}`);
  const answer: unknown = await made.json();
  if (typeof answer !== 'object' || answer === null || !('ParentPatient' in answer))
    throw new Error('Orthanc named no patient');
  return `/patients/${String(answer.ParentPatient)}`;
}

/**
 * Debian's Orthanc (SQLite), which can only bind all addresses: so it runs in a network namespace of its own, joined to a thin front on the
 * loopback address. Packages: orthanc, iproute2; util-linux's unshare, as root or with user namespaces.
 */
export async function startOrthanc(): Promise<Orthanc> {
  const folder = await scratch('orthanc');
  const socketPath = join(folder.path, 'http');
  const front = await startFront({ socketPath });
  const { origin, desk } = front;
  const clear = async () => {
    await front.close();
    await folder.remove();
  };
  try {
    const data = join(folder.path, 'data');
    const file = join(folder.path, 'orthanc.json');
    await mkdir(data);
    await writeFile(file, configuration(data));
    const apart = ['--net', '--pid', '--fork', '--kill-child', ...(runningAsRoot ? [] : ['--map-root-user'])];
    const program = await startProgram('/usr/bin/unshare', {
      args: [...apart, process.execPath, ofPeers('orthanc/inside.mjs'), file, socketPath, String(port)],
      cwd: folder.path,
      ready: async () => (await fetch(`${origin}/system`)).ok,
    });
    const stop = async () => {
      await program.stop();
      await clear();
    };
    try {
      const path = await patient(origin);
      return { origin, desk, note: (name) => `${path}/metadata/${name}`, stop };
    } catch (error) {
      await stop();
      throw error;
    }
  } catch (error) {
    await clear();
    throw error;
  }
}
