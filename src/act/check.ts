import { headerValue } from '../http/header-list.ts';
import type { Outcome } from '../messages/acts.ts';
import type { ExchangeId } from '../record/exchange.ts';
import { openCase, readTimeout, whyNotAllowed } from './case.ts';
import { checkPlan } from './check-plan.ts';
import { ActFailure } from './failure.ts';
import type { Reading, Running } from './running.ts';
import { inWords, servedOf } from './served-by.ts';

/** “Check the server”: a few reads in the page, none of which changes anything. Diagnosis then looks at what they brought. */
export async function check(running: Running, conflict: ExchangeId): Promise<Outcome> {
  const { file, target, asThePage } = await openCase(running, conflict);
  const readings: { readonly reading: Reading; readonly cached: boolean }[] = [];
  for (const planned of checkPlan(file, running.deps.diagnose(file), asThePage.headers)) {
    running.step(planned.why);
    const reading = await running.read(
      {
        method: planned.method,
        url: planned.url,
        headers: planned.headers,
        body: null,
        cache: planned.cache,
        credentials: target.credentials,
        timeout: readTimeout,
      },
      { conflict, role: 'probe', note: planned.probe, crossOrigin: target.crossOrigin },
    );
    const refused = whyNotAllowed(reading.answer.status, asThePage.lost);
    if (refused !== null) throw new ActFailure(refused);
    readings.push({ reading, cached: planned.cache === 'default' });
  }
  return {
    act: 'check',
    outcome: 'checked',
    sentence: whatReadsShow(readings),
    exchanges: readings.flatMap(({ reading }) => (reading.exchange === null ? [] : [reading.exchange])),
  };
}

/** What the reads showed, in words; what it means is for diagnosis to say. */
export function whatReadsShow(readings: readonly { readonly reading: Reading; readonly cached: boolean }[]): string {
  const normal = readings.find(({ cached }) => cached)?.reading;
  const fresh = readings.filter(({ cached }) => !cached).map(({ reading }) => reading);
  const [first] = fresh;
  if (normal === undefined || first === undefined) return 'The server was asked.';
  const validator = ({ answer }: Reading) =>
    headerValue(answer.headers, 'etag') ?? headerValue(answer.headers, 'last-modified');
  const same = (a: Reading, b: Reading) =>
    a.answer.status === b.answer.status && validator(a) === validator(b) && a.answer.body === b.answer.body;
  const stands = fresh.every((reading) => same(reading, first));
  const asPage = `A normal read brings ${inWords(servedOf(normal))}.`;
  if (!stands) return `${asPage} The server’s own answers differ from one read to the next.`;
  if (same(normal, first)) return `${asPage} The server itself answers the same.`;
  return `${asPage} The server itself answers otherwise: ${inWords(servedOf(first))}.`;
}
