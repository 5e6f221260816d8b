/**
 * Runs inside a network namespace that has nothing but its own loopback: starts Orthanc, which binds all addresses, and joins it to a socket
 * in the file system. `node inside.mjs CONFIGURATION SOCKET PORT`.
 */
import { spawn, spawnSync } from 'node:child_process';
import { connect, createServer } from 'node:net';

const [configuration, socket, port] = process.argv.slice(2);
const up = spawnSync('ip', ['link', 'set', 'lo', 'up'], { stdio: 'inherit' });
if (up.status !== 0)
  throw new Error('The loopback device of the namespace could not be switched on (ip, package iproute2)');
const orthanc = spawn('/usr/sbin/Orthanc', [configuration], { stdio: 'inherit' });
orthanc.once('exit', (code) => process.exit(code ?? 1));
orthanc.once('error', (error) => {
  console.error(`Orthanc cannot be started: ${error.message}`);
  process.exit(1);
});
createServer((outside) => {
  const within = connect(Number(port), '127.0.0.1');
  const end = () => {
    outside.destroy();
    within.destroy();
  };
  for (const side of [outside, within]) side.on('error', end).on('close', end);
  outside.pipe(within).pipe(outside);
}).listen(socket);
