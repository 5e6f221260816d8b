import type { CaseFile } from '../../src/diagnose/contract.ts';
import { diagnose } from '../../src/diagnose/index.ts';
import { probePlan } from '../../src/diagnose/probe-plan.ts';
import { disguisedRefusal } from '../../src/diagnose/watch/disguise.ts';
import type { HeaderList } from '../../src/http/header-list.ts';
import { isWrite } from '../../src/http/method.ts';
import { originOf, resourceKey } from '../../src/http/resource.ts';
import type { Exchange } from '../../src/record/exchange.ts';
import { isRefusal } from '../../src/record/refusal.ts';
import type { Scenario } from '../lab/core/scenario.ts';
import { type Played, type PlayedExchange, play } from '../lab/play.ts';
import type { Lab } from '../lab/server.ts';
import { exchange } from './cases.ts';

/** Names as a browser's HAR spells them do not matter: fields are compared without case. */
function headerList(headers: { readonly [name: string]: string }): HeaderList {
  return Object.entries(headers);
}

/** A played request as DevTools would have told it; the lab's client has no cache. */
function told(x: PlayedExchange, pageOrigin: string): Exchange {
  return exchange({
    method: x.method,
    url: x.url,
    resource: resourceKey(x.url),
    origin: originOf(x.url),
    initiator: pageOrigin,
    startedAt: x.startedAt,
    endedAt: x.endedAt,
    status: x.status,
    error: x.status === null ? x.error : null,
    sent: headerList(x.requestHeaders),
    received: headerList(x.responseHeaders),
    requestBody: x.requestBody,
    responseBody: x.responseBody === '' ? null : x.responseBody,
    servedBy: x.status === 304 ? 'revalidated' : x.status === null ? 'unknown' : 'network',
  });
}

/** The case of a played story: its last refusal, or its last save where the status tells none. */
function caseOfPlayed(exchanges: readonly Exchange[]): CaseFile {
  const refusal =
    exchanges.findLast((x) => x.parent === null && (isRefusal(x.status) || disguisedRefusal(x) !== null)) ??
    exchanges.findLast((x) => x.parent === null && isWrite(x.method));
  if (refusal === undefined) throw new Error('The story saves nothing.');
  const history = exchanges.filter((x) => x.resource === refusal.resource);
  // Reads of another URL that the page bases its saves on come as neighbours, as the store gives them.
  return { refusal, history, neighbours: exchanges.filter((x) => !history.includes(x)), recordingSince: null };
}

/** Plays a story, diagnoses it, makes the check that follows from that, and diagnoses again. */
export async function diagnosed(lab: Lab, scenario: Scenario, more: Partial<CaseFile> = {}) {
  const played = await play(lab, scenario);
  const page = new URL(lab.url(scenario.id)).origin;
  const seen = played.exchanges.map((x) => told(x, page));
  const before = { ...caseOfPlayed(seen), ...more };
  const findings = diagnose(before);
  const probes = await checked(played, before, page);
  const ofResource = probes.filter((x) => x.resource === before.refusal.resource);
  const after: CaseFile = {
    ...before,
    history: [...before.history, ...ofResource],
    neighbours: [...before.neighbours, ...probes.filter((x) => !ofResource.includes(x))],
  };
  return { before: findings, after: diagnose(after), file: after };
}

async function checked(played: Played, file: CaseFile, page: string): Promise<readonly Exchange[]> {
  const probes: Exchange[] = [];
  for (const planned of probePlan(file, diagnose(file))) {
    const noStore: [string, string][] =
      planned.cache === 'no-store'
        ? [
            ['Cache-Control', 'no-cache'],
            ['Pragma', 'no-cache'],
          ]
        : [];
    const headers = Object.fromEntries([
      ...planned.headers.filter(([name]) => !/^(cookie|accept-encoding)$/i.test(name)),
      ...noStore,
    ]);
    await played.send({ method: planned.method, url: planned.url, headers }).catch(() => null);
    const last = played.exchanges.at(-1);
    if (last !== undefined)
      probes.push({ ...told(last, page), parent: { id: file.refusal.id, role: 'probe', note: planned.probe } });
  }
  return probes;
}
