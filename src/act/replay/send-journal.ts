import { isFields, isNumber, isString } from '../../http/unknown.ts';
import type { Ended, Outcome } from '../../messages/acts.ts';
import { type PreparedReplay, parsePrepared } from './prepared.ts';
import { sendingKey as key } from './sending.ts';
import type { SessionArea } from './shelf.ts';

/** A replay that was about to be sent when this was written. */
export type UnderWay = {
  readonly run: string;
  readonly tabId: number;
  /** Epoch milliseconds. */
  readonly at: number;
  readonly prepared: PreparedReplay;
  /** What went out: the body that was put together, under the fresh version. */
  readonly sent: { readonly url: string; readonly body: string | null };
};

/**
 * What goes out is written down before it goes, so that a background that dies over it is not the end of it: the next one reads,
 * and says what became of it. Memory of the browser session: it holds secrets.
 */
export type SendJournal = {
  readonly begin: (one: UnderWay) => Promise<void>;
  readonly end: (one: Ended) => Promise<void>;
  readonly all: () => Promise<{ readonly open: readonly UnderWay[]; readonly ended: readonly Ended[] }>;
};

/** More than anybody sends at once; and how many outcomes wait for somebody to look. */
const most = { open: 4, ended: 10 } as const;

/** Holds nothing itself: background and host each have one over the same area. */
export function createSendJournal(area: SessionArea): SendJournal {
  let last: Promise<unknown> = Promise.resolve();
  const read = async () => {
    const value = (await area.get(key))[key];
    const list = (name: string): unknown[] => {
      const found: unknown = isFields(value) ? value[name] : null;
      return Array.isArray(found) ? found : [];
    };
    return {
      open: list('open').flatMap((one) => parseUnderWay(one) ?? []),
      ended: list('ended').flatMap((one) => parseEnded(one) ?? []),
    };
  };
  /** One change after the other. What cannot be written down must not keep a save from going out. */
  const change = (step: (now: Awaited<ReturnType<typeof read>>) => object): Promise<void> => {
    const next = last.then(async () => area.set({ [key]: step(await read()) })).catch(() => undefined);
    last = next;
    return next;
  };
  return {
    begin: (one) =>
      change(({ open, ended }) => ({
        open: [...open, one].slice(-most.open),
        ended: ended.filter(({ conflict }) => conflict !== one.prepared.plan.conflict),
      })),
    end: (one) =>
      change(({ open, ended }) => ({
        open: open.filter(({ run }) => run !== one.run),
        ended: [...ended.filter(({ conflict }) => conflict !== one.conflict), one].slice(-most.ended),
      })),
    all: () => read().catch(() => ({ open: [], ended: [] })),
  };
}

function parseUnderWay(value: unknown): UnderWay | null {
  if (!isFields(value) || !isString(value.run) || !isNumber(value.tabId) || !isNumber(value.at)) return null;
  const prepared = parsePrepared(value.prepared);
  const { sent } = value;
  if (prepared === null || !isFields(sent) || !isString(sent.url)) return null;
  const body = isString(sent.body) ? sent.body : null;
  return { run: value.run, tabId: value.tabId, at: value.at, prepared, sent: { url: sent.url, body } };
}

function parseEnded(value: unknown): Ended | null {
  if (!isFields(value) || !isString(value.run) || !isString(value.conflict) || !isOutcome(value.outcome)) return null;
  return { run: value.run, conflict: value.conflict, outcome: value.outcome };
}

/** Written by this extension, into memory that no page reaches. */
function isOutcome(value: unknown): value is Outcome {
  return isFields(value) && isString(value.outcome) && isString(value.sentence) && value.act === 'replay-send';
}
