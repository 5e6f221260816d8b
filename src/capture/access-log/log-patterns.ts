import { createTemplates } from '../../http/seen-templates.ts';
import { crawlerName } from './crawler.ts';
import { type LogLine, refusals } from './log-line.ts';
import { createRuns, type Run } from './runs.ts';
import { type Counted, createTally, noteText } from './tally.ts';
import { createTimeBars, type TimeBars } from './time-bars.ts';

/** Refusals by status: 409, 412, 423, 428. */
export type ByStatus = Record<(typeof refusals)[number], number>;

export type Endpoint = {
  readonly method: string;
  /** `/api/articles/{id}`. */
  readonly template: string;
  readonly byStatus: ByStatus;
  /** The first few paths. */
  readonly paths: readonly string[];
};
export type Resource = { readonly method: string; readonly path: string; readonly byStatus: ByStatus };
export type Client = { readonly client: string; readonly agent: string | null; readonly templates: readonly string[] };
export type Crawler = {
  readonly name: string;
  readonly method: string;
  readonly template: string;
  readonly byStatus: ByStatus;
};

/** What a log's refusals have in common. Lists: most first, at most 100 each. */
export type LogPatterns = {
  /** Lines that tell of a refusal. */
  readonly refused: number;
  readonly byStatus: ByStatus;
  /** Moments of the first and the last of them, epoch milliseconds; null where the log tells none. */
  readonly from: number | null;
  readonly to: number | null;
  readonly endpoints: readonly Counted<Endpoint>[];
  /** Those that were refused more than once. */
  readonly resources: readonly Counted<Resource>[];
  readonly clients: readonly Counted<Client>[];
  readonly times: TimeBars | null;
  /** Refusals at one endpoint in quick succession. */
  readonly bursts: readonly Run[];
  /** Several clients refused at one resource within a minute: people, or programs, that work on the same thing. */
  readonly overlaps: readonly Run[];
  /** One client refused again and again at one resource. */
  readonly repeats: readonly Run[];
  readonly crawlers: readonly Counted<Crawler>[];
  /** Counts of the lists are lower bounds: there were too many different ones to count each. */
  readonly isApproximate: boolean;
};

const most = 100;
const mostPaths = 3;
const secondsOfBurst = 10_000;
const minute = 60_000;

const none = (): ByStatus => ({ 409: 0, 412: 0, 423: 0, 428: 0 });

function countStatus(byStatus: ByStatus, status: number): void {
  for (const each of refusals) if (each === status) byStatus[each]++;
}

/** Endpoints that were counted apart until more of their numbers were seen, most first. */
function merged(
  all: readonly Counted<Endpoint>[],
  templates: ReturnType<typeof createTemplates>,
): readonly Counted<Endpoint>[] {
  const byName = new Map<string, Counted<Endpoint>>();
  for (const one of all) {
    const site = one.template.slice(0, one.template.indexOf('/'));
    const template = `${site}${templates(site, one.template.slice(site.length))}`;
    const known = byName.get(`${one.method} ${template}`);
    byName.set(`${one.method} ${template}`, known === undefined ? { ...one, template } : sumOf(known, one));
  }
  return [...byName.values()].sort((a, b) => b.count - a.count);
}

function sumOf(a: Counted<Endpoint>, b: Counted<Endpoint>): Counted<Endpoint> {
  const byStatus = none();
  for (const status of refusals) byStatus[status] = a.byStatus[status] + b.byStatus[status];
  return { ...a, count: a.count + b.count, byStatus, paths: [...a.paths, ...b.paths].slice(0, mostPaths) };
}

/** Counts refusals as they come. Memory does not grow with the log. */
export function createLogPatterns() {
  const byStatus = none();
  let refused = 0;
  let [from, to] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  const endpoints = createTally<{ method: string; template: string; byStatus: ByStatus; paths: string[] }>(5_000);
  const resources = createTally<{ method: string; path: string; byStatus: ByStatus }>(20_000);
  const clients = createTally<{ client: string; agent: string | null; templates: string[] }>(10_000);
  const crawlers = createTally<{ name: string; method: string; template: string; byStatus: ByStatus }>(1_000);
  const templates = createTemplates();
  const times = createTimeBars(60);
  const bursts = createRuns(secondsOfBurst, most, (run) => run.count >= 5);
  // Whether several clients were in it is told when it has ended; both kinds are the same runs.
  const overlaps = createRuns(minute, most, (run) => run.clients.length > 1);
  const repeats = createRuns(minute, most, (run) => run.clients.length === 1 && run.count >= 3);

  return {
    add(line: LogLine): void {
      const { method, path, status, at, client, agent } = line;
      const where = line.host === null ? path : `${line.host}${path}`;
      const template = `${line.host ?? ''}${templates(line.host ?? '', path)}`;
      refused++;
      countStatus(byStatus, status);
      const endpoint = endpoints.add(`${method} ${template}`, () => ({
        method,
        template,
        byStatus: none(),
        paths: [],
      }));
      countStatus(endpoint.byStatus, status);
      noteText(endpoint.paths, path, mostPaths);
      countStatus(
        resources.add(`${method} ${where}`, () => ({ method, path: where, byStatus: none() })).byStatus,
        status,
      );
      if (client !== null)
        noteText(clients.add(client, () => ({ client, agent, templates: [] })).templates, template, 3);
      const crawler = method === 'GET' || method === 'HEAD' ? crawlerName(agent) : null;
      if (crawler !== null)
        countStatus(
          crawlers.add(`${crawler} ${method} ${template}`, () => ({
            name: crawler,
            method,
            template,
            byStatus: none(),
          })).byStatus,
          status,
        );
      if (at === null) return;
      from = Math.min(from, at);
      to = Math.max(to, at);
      times.add(at);
      bursts.add(method, template, at, client);
      overlaps.add(method, where, at, client);
      repeats.add(method, where, at, client);
    },
    patterns: (): LogPatterns => ({
      refused,
      byStatus: { ...byStatus },
      from: Number.isFinite(from) ? from : null,
      to: Number.isFinite(to) ? to : null,
      endpoints: merged(endpoints.top(Number.POSITIVE_INFINITY), templates).slice(0, most),
      resources: resources.top(most).filter((resource) => resource.count > 1),
      clients: clients.top(most),
      times: times.bars(),
      bursts: bursts.top(),
      overlaps: overlaps.top(),
      repeats: repeats.top(),
      crawlers: crawlers.top(most),
      isApproximate: endpoints.others + resources.others + clients.others + crawlers.others > 0,
    }),
  };
}
