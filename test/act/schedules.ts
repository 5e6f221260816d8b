import fc from 'fast-check';
import type { Choice, FieldMerge } from '../../src/messages/acts.ts';
import type { PageResult } from '../../src/messages/protocol.ts';
import { isRefusal } from '../../src/record/refusal.ts';
import { type AppRequest, type AppResponse, notebook, type Typed } from '../lab/page/notebook.js';
import type { Lab } from '../lab/server.ts';
import { type Bench, createBench, exchangeFrom } from './bench.ts';

/** What befalls a request: nothing, a connection that breaks before or after the server took it, or the person cancels. */
export type Fault = 'none' | 'before' | 'after' | 'cancel';
/** `reload`: the form takes the newest version first; `poll`: the page reads behind the form's back before it saves. */
export type Edit = {
  readonly kind: 'title' | 'line' | 'tag';
  readonly at: number;
  readonly reload: boolean;
  readonly poll: boolean;
};
export type Writer = {
  readonly edits: readonly Edit[];
  readonly faults: readonly Fault[];
  readonly choices: readonly boolean[];
};
export type Schedule = {
  readonly scenario: string;
  readonly writers: readonly Writer[];
  readonly turns: readonly number[];
};

/** Where the version travels differs from one to the next; that it must not be lost does not. */
const scenarios = [
  'strict-409',
  'strict-412',
  'body-token',
  'query-token',
  'next-version',
  'two-values',
  'last-modified',
];

const fault = fc.oneof(
  { weight: 12, arbitrary: fc.constant<Fault>('none') },
  { weight: 1, arbitrary: fc.constantFrom<Fault>('before', 'after', 'cancel') },
);

/** 2 to 5 writers of one note, their edits, the order of everything that happens, and what goes wrong. */
export const schedules: fc.Arbitrary<Schedule> = fc.record({
  scenario: fc.constantFrom(...scenarios),
  writers: fc.array(
    fc.record({
      edits: fc.array(
        fc.record({
          kind: fc.constantFrom('title', 'line', 'tag'),
          at: fc.nat(7),
          reload: fc.boolean(),
          poll: fc.boolean(),
        }),
        { minLength: 1, maxLength: 3 },
      ),
      faults: fc.array(fault, { maxLength: 30 }),
      choices: fc.array(fc.boolean(), { maxLength: 12 }),
    }),
    { minLength: 2, maxLength: 5 },
  ),
  turns: fc.array(fc.nat(1_000), { minLength: 10, maxLength: 80 }),
});

export type Report = {
  /** Edits that a server's answer or an outcome called saved. */
  readonly acknowledged: number;
  readonly saves: number;
  readonly refused: number;
  readonly replays: number;
  /** Acknowledged edits that are gone though no person chose so. */
  readonly lost: readonly string[];
  /** Writes that went out without a version. */
  readonly blind: number;
};

/** Lets one task go at a time, in the order that the schedule says, once nobody else has anything to do. */
class Turns {
  readonly #waiting: (() => void)[] = [];
  readonly #order: readonly number[];
  #at = 0;
  #busy = 0;
  #picking = false;

  constructor(order: readonly number[]) {
    this.#order = order;
  }

  next(): Promise<void> {
    return new Promise((resolve) => {
      this.#waiting.push(resolve);
      this.#pick();
    });
  }

  async alone<T>(work: () => Promise<T>): Promise<T> {
    this.#busy++;
    try {
      return await work();
    } finally {
      this.#busy--;
      this.#pick();
    }
  }

  #pick(): void {
    if (this.#picking) return;
    this.#picking = true;
    // Two rounds of the event loop: all that follows from the last step has then come to its next one.
    setImmediate(() =>
      setImmediate(() => {
        this.#picking = false;
        if (this.#busy > 0 || this.#waiting.length === 0) return;
        const which = (this.#order[this.#at++ % this.#order.length] ?? 0) % this.#waiting.length;
        this.#waiting.splice(which, 1)[0]?.();
        if (this.#waiting.length > 0) this.#pick();
      }),
    );
  }
}

/** Tokens that edits leave in the note, each the only one of its kind. */
const tokens = /w\d+e\d+x/g;
const tokensIn = (text: string | null): ReadonlySet<string> => new Set(text?.match(tokens) ?? []);

/** What is known of every edit. */
type Ledger = {
  readonly acknowledged: Set<string>;
  /** A person chose otherwise, or wrote over it having read it. */
  readonly waived: Set<string>;
  counts: { saves: number; refused: number; replays: number };
};

/** Plays one schedule against the lab, every writer saving through the page first and through replay when refused. */
export async function playSchedule(lab: Lab, schedule: Schedule): Promise<Report> {
  const { scenario: id } = schedule;
  lab.reset(id);
  const before = lab.store.requests(id).length;
  const turns = new Turns(schedule.turns);
  const ledger: Ledger = { acknowledged: new Set(), waived: new Set(), counts: { saves: 0, refused: 0, replays: 0 } };
  await Promise.all(schedule.writers.map((writer, who) => write(lab, id, writer, who, turns, ledger)));
  const held = tokensIn(JSON.stringify(lab.store.read(id, lab.subject(id))));
  const due = [...ledger.acknowledged].filter((token) => !ledger.waived.has(token));
  const writes = lab.store
    .requests(id)
    .slice(before)
    .filter(({ method }) => method !== 'GET');
  return {
    ...ledger.counts,
    acknowledged: ledger.acknowledged.size,
    lost: due.filter((token) => !held.has(token)),
    blind: writes.filter(({ headers, url, body, status }) => status < 300 && !isConditional(headers, url, body)).length,
  };
}

function isConditional(headers: { readonly [name: string]: string }, url: string, body: string): boolean {
  const match = headers['if-match'];
  if (match !== undefined) return match.trim() !== '*';
  return (
    headers['if-unmodified-since'] !== undefined ||
    /[?&](rev|if_seq_no)=/.test(url) ||
    /"_rev"|"version":\s*\{\s*"number"/.test(body)
  );
}

async function write(lab: Lab, id: string, writer: Writer, who: number, turns: Turns, ledger: Ledger): Promise<void> {
  const bench = createBench({ clock: { now: Date.now, sleep: () => turns.next() } });
  const faults = [...writer.faults];
  const choices = [...writer.choices];
  const broken = (): PageResult => ({
    ok: false,
    why: 'network',
    message: 'Failed to fetch',
    startedAt: Date.now(),
    endedAt: Date.now(),
  });
  let running = '';
  bench.intercept = async (_task, goOn) => {
    const fault = faults.shift() ?? 'none';
    await turns.next();
    if (fault === 'before') return broken();
    if (fault === 'cancel') bench.acts.cancel(running);
    const result = await turns.alone(goOn);
    // The answer may come late: others act before it is heard.
    await turns.next();
    return fault === 'after' ? broken() : result;
  };
  const page = lab.scenarios.find((one) => one.id === id)?.page ?? {};
  const send = (request: AppRequest) => pageSend(bench, request, faults, turns);
  const app = notebook({ base: new URL(lab.url(id)), page, send });
  let typed: Typed = { title: '', body: '', tags: [] };
  /** Edits in `typed` that nobody has acknowledged yet. */
  let pending = new Set<string>();
  let loaded = false;

  for (const [nth, edit] of writer.edits.entries()) {
    if (edit.reload || !loaded) {
      const found = await app.load().catch(() => null);
      if (found === null || !found.response.ok) continue;
      typed = typedOf(found.value);
      pending = new Set();
      loaded = true;
    }
    const token = `w${who}e${nth}x`;
    pending.add(token);
    if (edit.kind === 'title') for (const old of tokensIn(typed.title)) ledger.waived.add(old);
    typed = edited(typed, edit, token);
    // Another part of the page reads the note too, and the form does not take it over: no base for what was typed.
    if (edit.poll) {
      await turns.next();
      await turns.alone(() => bench.read(new URL(page.readFrom ?? 'api/notes/1', lab.url(id)).href));
    }
    ledger.counts.saves++;
    const answer = await app.save(typed).catch(() => null);
    if (answer === null) continue;
    if (answer.response.ok) {
      for (const one of pending) ledger.acknowledged.add(one);
      pending = new Set();
      continue;
    }
    ledger.counts.refused++;
    const refused = bench.history.findLast((x) => isRefusal(x.status) && x.parent === null);
    let conflict = refused?.id ?? '';
    for (let round = 0; round < 4 && conflict !== ''; round++) {
      ledger.counts.replays++;
      running = `p${nth}r${round}`;
      const prepared = await bench.acts.run(running, 1, { act: 'replay-prepare', conflict, accepted: [] });
      if (prepared.outcome === 'refused' && prepared.sentence.includes('already holds all of your changes')) {
        for (const one of pending) ledger.acknowledged.add(one);
        pending = new Set();
        break;
      }
      if (prepared.outcome !== 'ready') continue;
      const chosen: { [path: string]: Choice } = {};
      const given: (readonly [FieldMerge, 'mine' | 'theirs'])[] = [];
      for (const field of prepared.plan.fields.filter(({ takes }) => takes === 'conflict')) {
        const take = choices.shift() === true ? 'theirs' : 'mine';
        chosen[field.path] = { take };
        given.push([field, take]);
      }
      running = `s${nth}r${round}`;
      const sent = await bench.acts.run(running, 1, { act: 'replay-send', plan: prepared.plan.id, choices: chosen });
      // Whatever came of it: what was sent may have been taken, with the choices that were made.
      for (const [field, take] of given) {
        const [kept, dropped] = take === 'mine' ? [field.mine, field.theirs] : [field.theirs, field.mine];
        const keeps = tokensIn(kept);
        for (const one of tokensIn(dropped)) if (!keeps.has(one)) ledger.waived.add(one);
      }
      if (['saved', 'already-saved', 'overtaken'].includes(sent.outcome)) {
        for (const one of pending) ledger.acknowledged.add(one);
        pending = new Set();
        break;
      }
      if (sent.outcome === 'refused-again' && sent.sent !== null && round % 2 === 0) conflict = sent.sent;
    }
  }
}

/** The page's own request: its faults and turns are as those of the acts. */
async function pageSend(bench: Bench, request: AppRequest, faults: Fault[], turns: Turns): Promise<AppResponse> {
  const fault = faults.shift() ?? 'none';
  const body = request.body ?? null;
  await turns.next();
  if (fault === 'before') throw new Error('broken');
  const x = await turns.alone(() => bench.save(request.method, request.url, Object.entries(request.headers), body));
  await turns.next();
  if (fault === 'after') {
    const at = bench.history.indexOf(x);
    bench.history[at] = { ...exchangeFrom(x.id, blankOf(x)), requestBody: x.requestBody };
    throw new Error('broken');
  }
  const text = x.responseBody.state === 'kept' ? x.responseBody.data : '';
  return {
    ok: x.status !== null && x.status < 300,
    status: x.status ?? 0,
    statusText: '',
    headers: { get: (name) => x.headers.received?.find(([n]) => n.toLowerCase() === name.toLowerCase())?.[1] ?? null },
    text: async () => text,
  };
}

/** The same request without an answer. */
function blankOf(x: Bench['history'][number]) {
  return {
    source: 'devtools-network',
    key: null,
    state: 'failed',
    method: x.method,
    url: x.url,
    tabId: x.tabId,
    startedAt: x.startedAt,
    headers: { set: x.headers.set ?? [], sent: x.headers.sent ?? [] },
    error: 'broken',
  } as const;
}

function typedOf(value: { readonly [name: string]: unknown }): Typed {
  const { title, body, tags } = value;
  return { title: String(title ?? ''), body: String(body ?? ''), tags: Array.isArray(tags) ? tags.map(String) : [] };
}

function edited(typed: Typed, { kind, at }: Edit, token: string): Typed {
  const into = (list: readonly string[]) => [
    ...list.slice(0, at % (list.length + 1)),
    token,
    ...list.slice(at % (list.length + 1)),
  ];
  if (kind === 'title') return { ...typed, title: `A title ${token}` };
  if (kind === 'tag') return { ...typed, tags: into(typed.tags) };
  return { ...typed, body: into(typed.body.split('\n')).join('\n') };
}
