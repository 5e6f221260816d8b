import { createActs } from '../../src/act/index.ts';
import { createPlanShelf } from '../../src/act/replay/shelf.ts';
import type { CaseFile, Finding } from '../../src/diagnose/contract.ts';
import { diagnose } from '../../src/diagnose/index.ts';
import { disguisedRefusal } from '../../src/diagnose/watch/disguise.ts';
import { isWrite } from '../../src/http/method.ts';
import type { PageResult, PageTask } from '../../src/messages/protocol.ts';
import type { Exchange, ExchangeId } from '../../src/record/exchange.ts';
import { isRefusal } from '../../src/record/refusal.ts';
import { memoryArea, noExtensions } from '../act/bench.ts';
import type { Scenario } from '../lab/core/scenario.ts';
import { type Played, play } from '../lab/play.ts';
import type { Lab } from '../lab/server.ts';
import { beginRecording, type Recording, tab, type Watch } from './lab-recording.ts';

export type LabCase = {
  readonly before: readonly Finding[];
  /** After “Check the server”. */
  readonly after: readonly Finding[];
  readonly file: CaseFile;
  /** Every save of the story that was answered 2xx, as a case of its own. */
  readonly passed: readonly CaseFile[];
  /** What the check's outcome said. */
  readonly sentence: string;
};

/** Plays a story, records it the real way, diagnoses it, lets the real check run, and diagnoses again. */
export async function diagnosed(lab: Lab, scenario: Scenario, watch: Watch): Promise<LabCase> {
  lab.reset(scenario.id);
  const page = lab.url(scenario.id);
  const recording = await beginRecording(watch, Date.now(), page);
  try {
    const played = await play(lab, scenario);
    const ids: ExchangeId[] = [];
    for (const x of played.exchanges) ids.push(...[await recording.see(x)].filter((id) => id !== null));
    const exchanges = (await Promise.all(ids.map((id) => recording.store.exchange(id)))).filter((x) => x !== null);
    const refusal = inQuestion(exchanges);
    const fileOf = async (id: ExchangeId) => {
      const file = await recording.store.caseFile(id);
      if (file === null) throw new Error(`${scenario.id}: nothing is stored under ${id}`);
      return file;
    };
    const before = diagnose(await fileOf(refusal.id));
    const passed = exchanges.filter((x) => isWrite(x.method) && x.status !== null && x.status < 300);
    const ofPassed = await Promise.all(passed.map((x) => fileOf(x.id)));
    const sentence = await checked(recording, played, refusal.id);
    const file = await fileOf(refusal.id);
    return { before, after: diagnose(file), file, passed: ofPassed, sentence };
  } finally {
    recording.close();
  }
}

/** What a person would ask about: the last refusal, or the last save where no status tells of one. */
function inQuestion(exchanges: readonly Exchange[]): Exchange {
  const found =
    exchanges.findLast((x) => isRefusal(x.status) || disguisedRefusal(x) !== null) ??
    exchanges.findLast((x) => isWrite(x.method));
  if (found === undefined) throw new Error('The story saves nothing.');
  return found;
}

/** The act itself, with the story's client in place of the page's `fetch`. */
async function checked(recording: Recording, played: Played, conflict: ExchangeId): Promise<string> {
  const acts = createActs({
    store: recording.store,
    record: recording.record,
    progress: () => undefined,
    async runInPage(_tab, task) {
      const result = await inPage(played, task);
      const last = played.exchanges.at(-1);
      if (last !== undefined) await recording.see(last);
      return result;
    },
    diagnose,
    clearSite: async () => null,
    clearBrowser: async () => false,
    removeCookies: async () => 'of-the-site',
    extensions: noExtensions,
    journal: { begin: async () => undefined, end: async () => undefined, all: async () => ({ open: [], ended: [] }) },
    plans: createPlanShelf(memoryArea()),
    // The client's cookies are in its jar, as a browser's are; its stories have no other secret.
    secrets: async () => [],
    savedBody: async () => null,
    letGo: async () => undefined,
    clock: { now: Date.now, sleep: async () => undefined },
  });
  const outcome = await acts.run('check', tab, { act: 'check', conflict });
  if (outcome.outcome !== 'checked') throw new Error(`The check ended ${outcome.outcome}: ${outcome.sentence}`);
  return outcome.sentence;
}

async function inPage(played: Played, task: PageTask): Promise<PageResult> {
  if (task.task !== 'fetch') throw new Error(`A check has no ${task.task} to do.`);
  const { method, url, headers, body, cache } = task.request;
  // Browsers add these to a fetch that passes their cache (Chromium 156, Firefox 153).
  const past = cache === 'default' ? {} : { 'Cache-Control': 'no-cache', Pragma: 'no-cache' };
  try {
    await played.send({ method, url, headers: { ...Object.fromEntries(headers), ...past }, body });
  } catch {
    // The client wrote it down.
  }
  const seen = played.exchanges.at(-1);
  if (seen === undefined) throw new Error('The client sent nothing.');
  const { startedAt, endedAt, status, responseHeaders, responseBody } = seen;
  if (status === null) return { ok: false, why: 'network', message: 'Failed to fetch', startedAt, endedAt };
  return {
    ok: true,
    status,
    headers: Object.entries(responseHeaders),
    body: responseBody,
    truncated: false,
    url,
    startedAt,
    endedAt,
    timing: null,
  };
}
