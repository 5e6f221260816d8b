import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { isFields, isNumber } from '../../../src/http/unknown.ts';
import { median, quantile } from '../quantile.ts';
import { type Bench, type Kind, openBench, type Variant } from './browsers.ts';

/** A variant, the load that it is timed with, and what it is allowed to cost. */
export type Measure = Variant & { readonly kind: Kind; readonly aim?: number };

/** Ratio of medians to the browser without any extension under the same load, and the median of each round's own ratio. */
export type Result = Measure & {
  readonly median: number;
  readonly ratio: number;
  readonly paired: number;
  /** Ratio of lower quartiles: what other programs on the machine disturb the least. */
  readonly quiet: number;
};

export type Servers = { readonly server: number; readonly proxy: number; readonly stop: () => void };

/** Starts the server and the proxy in another process. */
export async function startServers(): Promise<Servers> {
  const child = fork(fileURLToPath(new URL('./servers.mjs', import.meta.url)), { execArgv: [] });
  const [ports] = await once(child, 'message');
  if (!isFields(ports) || !isNumber(ports.server) || !isNumber(ports.proxy))
    throw new Error('The server told no ports');
  return { server: ports.server, proxy: ports.proxy, stop: () => child.kill() };
}

/** What a round leaves behind (rows to write) must not fall into the next one's time. Milliseconds. */
const usualRest = 700;

/**
 * Times every measure in turn, in rounds, each in a browser of its own that runs all the time; the order moves on by one each
 * round, so that no measure always follows the same other. The first round warms up and does not count.
 */
export async function compare(
  measures: readonly Measure[],
  options: { readonly rounds: number; readonly count: number; readonly port: number; readonly rest?: number },
): Promise<Result[]> {
  const kinds = [...new Set(measures.map(({ kind }) => kind))];
  const bare = kinds.map((kind): Measure => ({ name: `no extension, ${kind}`, kind }));
  const all = [...bare, ...measures];
  const open: { measure: Measure; bench: Bench; times: number[] }[] = [];
  try {
    for (const measure of all) open.push({ measure, bench: await openBench(measure, options.port), times: [] });
    for (let round = 0; round <= options.rounds; round++)
      for (let at = 0; at < open.length; at++) {
        const turn = open[(at + round) % open.length];
        if (turn === undefined) continue;
        const time = await turn.bench.round(turn.measure.kind, options.count);
        if (round > 0) turn.times.push(time);
        await new Promise((done) => setTimeout(done, options.rest ?? usualRest));
      }
  } finally {
    await Promise.all(open.map(({ bench }) => bench.close()));
  }
  return open.map(({ measure, times }) => {
    const base = open.find((each) => bare.includes(each.measure) && each.measure.kind === measure.kind)?.times ?? [];
    const ratios = times.map((time, at) => time / (base[at] ?? Number.NaN));
    return {
      ...measure,
      median: median(times),
      ratio: median(times) / median(base),
      paired: median(ratios),
      quiet: quantile(times, 0.25) / quantile(base, 0.25),
    };
  });
}
