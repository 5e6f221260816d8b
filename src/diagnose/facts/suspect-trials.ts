import { headerValue } from '../../http/header-list.ts';
import { originOf } from '../../http/resource.ts';
import type { Exchange } from '../../record/exchange.ts';
import type { CaseFile } from '../contract.ts';
import { defineFact } from '../define.ts';
import { type ChangedField, fieldsChanged } from './changed-on-the-way.ts';

/** Another extension that was tried: the same read with it switched on and off. */
export type Tried = { readonly id: string; readonly name: string };

/**
 * What became of it. Stands on two exchanges and on nothing else: two reads, or the refused save and a replay of it.
 * `likely` is all that a replay shows: that the extension was on when the save was refused is not known.
 */
export type Trial = {
  readonly extension: Tried;
  readonly with: Exchange;
  readonly without: Exchange;
} & (
  | { readonly verdict: 'proven' | 'likely' | 'cleared'; readonly fields: readonly [ChangedField, ...ChangedField[]] }
  /** `not-reproduced`: the read was changed neither way; `not-seen`: one end of its way was not seen. */
  | { readonly verdict: 'unsettled'; readonly why: 'not-reproduced' | 'not-seen' }
);

const words = { with: 'with-extension', without: 'without-extension' } as const;
const longestName = 80;
/** What a trial is made with. */
const tries: ReadonlySet<string> = new Set(['probe', 'replay-send']);

/** What a read of a trial bears as its note. */
export function trialNote(how: keyof typeof words, { id, name }: Tried): string {
  return `${words[how]} ${id} ${name.slice(0, longestName)}`;
}

function parseNote(note: string): { readonly how: keyof typeof words; readonly extension: Tried } | null {
  const [word, id, ...name] = note.split(' ');
  const how = word === words.with ? 'with' : word === words.without ? 'without' : null;
  return how === null || id === undefined ? null : { how, extension: { id, name: name.join(' ') } };
}

function sameField(a: ChangedField, b: ChangedField): boolean {
  return a.name === b.name && a.direction === b.direction;
}

/** A page’s own word for an answer of another origin holds only what the server exposes, so it proves nothing taken away. */
function isWholeAnswer(x: Exchange, pageOrigin: string): boolean {
  return x.sources.includes('web-request') || x.origin === pageOrigin;
}

type Case = {
  readonly pageOrigin: string;
  /** What was changed on the way of the save itself or of the page’s reads; empty where that was not seen. */
  readonly suspected: readonly ChangedField[];
};

function judge(on: Exchange, off: Exchange, extension: Tried, { pageOrigin, suspected }: Case): Trial {
  const base = { extension, with: on, without: off };
  const answers = isWholeAnswer(on, pageOrigin) && isWholeAnswer(off, pageOrigin);
  const changesOf = (x: Exchange) =>
    fieldsChanged(x).filter(
      (field) =>
        (answers || field.direction === 'request') &&
        // An extension that changes another field than the one in question has not done it.
        (suspected.length === 0 || suspected.some((other) => sameField(other, field))),
    );
  const [before, after] = [changesOf(on), changesOf(off)];
  const bothEnds = ({ headers }: Exchange, direction: ChangedField['direction']) =>
    direction === 'request'
      ? headers.set !== null && headers.sent !== null
      : headers.received !== null && headers.seen !== null;
  const weighty = [...before].sort((a, b) => Number(b.carriesVersion) - Number(a.carriesVersion));
  const [gone, ...moreGone] = weighty.filter(
    (field) => bothEnds(off, field.direction) && !after.some((other) => sameField(other, field)),
  );
  if (gone !== undefined) return { ...base, verdict: 'proven', fields: [gone, ...moreGone] };
  const [stays, ...moreStay] = weighty.filter((field) => after.some((other) => sameField(other, field)));
  if (stays !== undefined) return { ...base, verdict: 'cleared', fields: [stays, ...moreStay] };
  const seen = [on, off].every((x) => bothEnds(x, 'request') && bothEnds(x, 'answer'));
  return { ...base, verdict: 'unsettled', why: seen ? 'not-reproduced' : 'not-seen' };
}

/** Fields of the request that carry its version and were changed on the way. */
function versionsChanged(x: Exchange): readonly ChangedField[] {
  return fieldsChanged(x).filter((field) => field.direction === 'request' && field.carriesVersion);
}

/** Whether the save's own version was changed on its way: what does that need not touch reads. */
export function changedSave({ refusal }: Pick<CaseFile, 'refusal'>): boolean {
  return versionsChanged(refusal).length > 0;
}

/**
 * A replay that went out with the extension off, against the save as it was refused. Only what happened to the requests counts: the
 * answers are to different things. A replay is no second try of a read that has settled it.
 */
function judgeReplay(refusal: Exchange, replay: Exchange, extension: Tried): Trial {
  const base = { extension, with: refusal, without: replay };
  const [before, after] = [versionsChanged(refusal), versionsChanged(replay)];
  const [stays, ...moreStay] = before.filter((field) => after.some((other) => sameField(other, field)));
  if (stays !== undefined) return { ...base, verdict: 'cleared', fields: [stays, ...moreStay] };
  const seen = replay.headers.set !== null && replay.headers.sent !== null;
  // What the replay did not carry could not be changed on its way.
  const [gone, ...moreGone] = seen ? before.filter(({ name }) => headerValue(replay.headers.set, name) !== null) : [];
  if (gone !== undefined) return { ...base, verdict: 'likely', fields: [gone, ...moreGone] };
  return { ...base, verdict: 'unsettled', why: seen ? 'not-reproduced' : 'not-seen' };
}

/** The last trial of every extension that was tried for this refusal, oldest first. */
export function trialsOf({ refusal, history, neighbours }: CaseFile): readonly Trial[] {
  const pageOrigin = originOf(refusal.initiator ?? refusal.url);
  const ofPage = history.filter((x) => x.parent === null && x.startedAt <= refusal.startedAt);
  const suspected = [...ofPage, refusal].flatMap(fieldsChanged).filter((field) => field.carriesVersion);
  const reads = [...history, ...neighbours]
    .filter(({ parent, status }) => parent?.id === refusal.id && tries.has(parent.role) && status !== null)
    .sort((a, b) => a.startedAt - b.startedAt);
  const lastWith = new Map<string, Exchange>();
  const trials = new Map<string, Trial>();
  for (const read of reads) {
    const said = parseNote(read.parent?.note ?? '');
    if (said === null) continue;
    const { how, extension } = said;
    const on = lastWith.get(extension.id);
    // A new first read begins a new trial; what the one before it said no longer counts.
    if (how === 'with') {
      lastWith.set(extension.id, read);
      trials.delete(extension.id);
    } else if (read.parent?.role === 'replay-send') {
      if (trials.get(extension.id)?.verdict === 'proven') continue;
      trials.delete(extension.id);
      trials.set(extension.id, judgeReplay(refusal, read, extension));
    } else if (on !== undefined) {
      trials.delete(extension.id);
      trials.set(extension.id, judge(on, read, extension, { pageOrigin, suspected }));
    }
  }
  return [...trials.values()];
}

export const suspectTrials = defineFact<readonly Trial[]>('suspect trials', trialsOf);
