import { type Lab, startLab } from './server.ts';

/** The port asked for, or the next free one of the twenty after it. */
async function startNear(port: number): Promise<Lab> {
  for (let tried = port; ; tried++) {
    try {
      return await startLab({ port: tried });
    } catch (error) {
      const taken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
      if (!taken || tried >= port + 20) throw error;
    }
  }
}

const wanted = Number(process.env.PORT ?? 4090);
const lab = await startNear(Number.isInteger(wanted) && wanted > 0 && wanted < 65_000 ? wanted : 4090);
const stories = lab.scenarios.map(({ id, title }) => `${lab.url(id).padEnd(52)} ${title}`);
console.log([`lab: ${lab.origin}/`, `second origin: ${lab.apiOrigin}/`, '', ...stories].join('\n'));

for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => {
    void lab.close().then(() => process.exit(0));
  });
