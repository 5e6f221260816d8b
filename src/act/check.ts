import type { ServedBy } from '../capture/sighting.ts';
import { probePlan } from '../diagnose/probe-plan.ts';
import { headerValue } from '../http/header-list.ts';
import type { Outcome } from '../messages/acts.ts';
import type { ExchangeId } from '../record/exchange.ts';
import { say } from '../texts/say.ts';
import { openCase, readTimeout, whyNotAllowed } from './case.ts';
import { ActFailure, whyNoAnswer } from './failure.ts';
import type { Reading, Running } from './running.ts';
import { inWords, servedOf } from './served-by.ts';

/**
 * “Check the server”: a few reads in the page, at most eight, none of which changes anything. Diagnosis then looks at what they brought.
 * The first three must be answered; of the rest each that fails is an answer too.
 */
export async function check(running: Running, conflict: ExchangeId): Promise<Outcome> {
  const { file, target, repeat } = await openCase(running, conflict);
  const plan = probePlan(file, running.deps.diagnose(file));
  running.total = plan.length;
  const readings: { readonly reading: Reading; readonly cached: boolean }[] = [];
  const exchanges: ExchangeId[] = [];
  for (const planned of plan) {
    running.step(planned.why);
    const { headers, lost } = repeat(planned.headers);
    const request = {
      method: planned.method,
      // The refused address may carry a version; a read goes without it.
      url: planned.url === file.refusal.url ? target.url : planned.url,
      headers,
      body: null,
      cache: planned.cache,
      credentials: target.credentials,
      timeout: readTimeout,
    } as const;
    const errand = { conflict, role: 'probe', note: planned.probe, crossOrigin: target.crossOrigin } as const;
    if (planned.probe !== 'cached-against-fresh') {
      const { exchange, result } = await running.send(request, errand);
      running.checkpoint();
      if (!result.ok && (result.why === 'no-page' || result.why === 'paused'))
        throw new ActFailure(whyNoAnswer(result, target.crossOrigin));
      if (exchange !== null) exchanges.push(exchange);
      continue;
    }
    const reading = await running.read(request, errand);
    const refused = whyNotAllowed(reading.answer.status, lost);
    if (refused !== null) throw new ActFailure(refused);
    readings.push({ reading, cached: planned.cache === 'default' });
    if (reading.exchange !== null) exchanges.push(reading.exchange);
  }
  const reads = await Promise.all(
    readings.map(async (read) => ({ ...read, by: await running.servedBy(read.reading) })),
  );
  return { act: 'check', outcome: 'checked', sentence: whatReadsShow(reads), exchanges };
}

/** One read of the check; `cached`: as the page reads, through the browser’s cache. */
export type ShownRead = { readonly reading: Reading; readonly cached: boolean; readonly by: ServedBy };

/** What the reads showed, in words; what it means is for diagnosis to say. */
export function whatReadsShow(reads: readonly ShownRead[]): string {
  const normal = reads.find(({ cached }) => cached);
  const fresh = reads.filter(({ cached }) => !cached);
  const [first] = fresh;
  if (normal === undefined || first === undefined) return say`The server was asked.`;
  const validator = ({ reading: { answer } }: ShownRead) =>
    headerValue(answer.headers, 'etag') ?? headerValue(answer.headers, 'last-modified');
  const same = (a: ShownRead, b: ShownRead) =>
    a.reading.answer.status === b.reading.answer.status &&
    validator(a) === validator(b) &&
    a.reading.answer.body === b.reading.answer.body;
  const stands = fresh.every((read) => same(read, first));
  const asPage = say`A normal read brings ${inWords(servedOf(normal.reading, normal.by))}.`;
  if (!stands) return say`${asPage} The server’s own answers differ from one read to the next.`;
  if (same(normal, first)) return say`${asPage} The server itself answers the same.`;
  return say`${asPage} The server itself answers otherwise: ${inWords(servedOf(first.reading, first.by))}.`;
}
