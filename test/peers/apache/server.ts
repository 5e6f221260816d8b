import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runningAsRoot } from '../../../scripts/lib/browsers.mjs';
import { deskHtml } from '../support/desk.ts';
import { freePort } from '../support/free-port.ts';
import { answers, startProgram } from '../support/program.ts';
import { type Scratch, scratch } from '../support/scratch.ts';

export type Apache = {
  readonly origin: string;
  readonly desk: string;
  readonly stop: () => Promise<void>;
};

const modules = ['mpm_event', 'authz_core', 'mime', 'filter', 'deflate', 'headers', 'dav', 'dav_fs'];
/** Debian's and Ubuntu's place. */
const moduleFolder = '/usr/lib/apache2/modules';

/** `/notes/` as WebDAV; `/packed/` the same with mod_deflate, which marks its entity tags with `-gzip`. */
function configuration(folder: string, port: number): string {
  const www = join(folder, 'www');
  return `
ServerRoot "${folder}"
PidFile "${folder}/httpd.pid"
DefaultRuntimeDir "${folder}"
Mutex file:${folder} default
ErrorLog "${folder}/error.log"
Listen 127.0.0.1:${port}
ServerName 127.0.0.1
${modules.map((name) => `LoadModule ${name}_module ${moduleFolder}/mod_${name}.so`).join('\n')}
${runningAsRoot ? 'User www-data\nGroup www-data' : ''}
TypesConfig /dev/null
AddType text/html .html
AddType application/json .json
DocumentRoot "${www}"
DavLockDB "${folder}/locks/lock"
<Directory "${www}">
  Require all granted
  # Nothing goes stale by a cache here: that is another peer's part.
  Header set Cache-Control no-cache
</Directory>
<Directory "${www}/notes">
  Dav On
</Directory>
<Directory "${www}/packed">
  Dav On
  AddOutputFilterByType DEFLATE application/json
</Directory>
`;
}

async function writeTree({ path }: Scratch): Promise<void> {
  for (const folder of ['locks', 'www', 'www/notes', 'www/packed']) {
    await mkdir(join(path, folder));
    await chmod(join(path, folder), 0o777);
  }
  await writeFile(join(path, 'www/desk.html'), await deskHtml());
}

/** Debian's Apache httpd with mod_dav on a free port of the loopback address. Package: apache2. */
export async function startApache(): Promise<Apache> {
  const folder = await scratch('apache');
  const port = await freePort();
  const origin = `http://127.0.0.1:${port}`;
  try {
    await writeTree(folder);
    const file = join(folder.path, 'httpd.conf');
    await writeFile(file, configuration(folder.path, port));
    const program = await startProgram('/usr/sbin/apache2', {
      args: ['-f', file, '-DFOREGROUND'],
      cwd: folder.path,
      ready: answers(`${origin}/desk.html`),
    });
    const stop = async () => {
      await program.stop();
      await folder.remove();
    };
    return { origin, desk: `${origin}/desk.html`, stop };
  } catch (error) {
    await folder.remove();
    throw error;
  }
}
