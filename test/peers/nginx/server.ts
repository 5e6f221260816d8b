import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runningAsRoot } from '../../../scripts/lib/browsers.mjs';
import { startApache } from '../apache/server.ts';
import { freePort } from '../support/free-port.ts';
import { answers, startProgram } from '../support/program.ts';
import { scratch } from '../support/scratch.ts';

export type Nginx = {
  readonly origin: string;
  readonly desk: string;
  /** The same Apache without nginx in between. */
  readonly behind: string;
  readonly stop: () => Promise<void>;
};

/** `/notes/` compressed on the way, `/cached/` out of a cache that keeps answers for ten minutes; both are Apache's `/notes/`. */
function configuration(folder: string, port: number, behind: string): string {
  return `
daemon off;
pid ${folder}/nginx.pid;
error_log ${folder}/error.log;
worker_processes 1;
${runningAsRoot ? 'user www-data;' : ''}
events { worker_connections 64; }
http {
  access_log off;
  ${['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((name) => `${name}_temp_path ${folder}/${name};`).join('\n  ')}
  proxy_cache_path ${folder}/cache keys_zone=notes:1m;
  proxy_http_version 1.1;
  server {
    listen 127.0.0.1:${port};
    location = /desk.html { proxy_pass ${behind}; }
    location /notes/ {
      proxy_pass ${behind};
      gzip on;
      gzip_types application/json;
      gzip_proxied any;
    }
    location /cached/ {
      proxy_pass ${behind}/notes/;
      proxy_cache notes;
      proxy_cache_valid 200 10m;
      # As it is often found: what the origin says of caching is passed over.
      proxy_ignore_headers Cache-Control;
      add_header X-Cache-Status $upstream_cache_status always;
    }
  }
}
`;
}

/** Debian's nginx in front of Apache, both on free ports of the loopback address. Packages: nginx-light, apache2. */
export async function startNginx(): Promise<Nginx> {
  const apache = await startApache();
  const folder = await scratch('nginx');
  const clear = async () => {
    await apache.stop();
    await folder.remove();
  };
  try {
    const port = await freePort();
    const origin = `http://127.0.0.1:${port}`;
    const file = join(folder.path, 'nginx.conf');
    await mkdir(join(folder.path, 'cache'));
    await writeFile(file, configuration(folder.path, port, apache.origin));
    const program = await startProgram('/usr/sbin/nginx', {
      args: ['-p', folder.path, '-e', join(folder.path, 'error.log'), '-c', file],
      cwd: folder.path,
      ready: answers(`${origin}/desk.html`),
    });
    const stop = async () => {
      await program.stop();
      await clear();
    };
    return { origin, desk: `${origin}/desk.html`, behind: apache.origin, stop };
  } catch (error) {
    await clear();
    throw error;
  }
}
