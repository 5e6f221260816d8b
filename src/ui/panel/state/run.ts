import type {
  Act,
  Choice,
  Consent,
  Correction,
  MadeChoice,
  Outcome,
  PlanToken,
  Progress,
  ReplayPlan,
} from '../../../messages/acts.ts';
import { asEdited, editForm, wrongEdit } from './edit-form.ts';

/** What the person and Resave are doing about one conflict. */
export type RunState = {
  /** The act that runs now; one at a time for each conflict. */
  readonly running: {
    readonly run: string;
    readonly act: Act;
    readonly progress: Progress | null;
    readonly cancelling: boolean;
  } | null;
  /** How the last act ended, as far as it is shown in `Outcome`. */
  readonly outcome: Outcome | null;
  readonly replay: Replay | null;
  /** What the person said of the version token, as far as another round can go on from it. */
  readonly carried: readonly Correction[];
};

export type Choices = { readonly [path: string]: Choice };

export type Replay =
  | (Asked & {
      readonly stage: 'ready';
      readonly plan: ReplayPlan;
      readonly choices: Choices;
      readonly sentence: string;
    })
  | (Asked & {
      readonly stage: 'refused';
      readonly sentence: string;
      readonly needs: Consent | null;
      /** Places of the token to correct; null where no correction would help. */
      readonly tokens: readonly PlanToken[] | null;
    });

/** What the person said before the replay was prepared. */
type Asked = {
  readonly accepted: readonly Consent[];
  readonly corrections: readonly Correction[];
  /** Another extension that is to be off while it is sent. */
  readonly without: string | null;
};

export const idle: RunState = { running: null, outcome: null, replay: null, carried: [] };

export type RunEvent =
  | { readonly event: 'started'; readonly run: string; readonly act: Act }
  | { readonly event: 'progress'; readonly run: string; readonly progress: Progress }
  | { readonly event: 'cancelling'; readonly run: string }
  | { readonly event: 'ended'; readonly run: string; readonly outcome: Outcome }
  | { readonly event: 'chosen'; readonly path: string; readonly choice: Choice }
  /** A replay ended that this panel did not follow: its background died over it, or another panel had sent it. */
  | { readonly event: 'heard'; readonly outcome: Outcome }
  | { readonly event: 'replay-closed' };

/** The next state. Events of a run that is not the present one change nothing, so that a late answer harms nobody. */
export function next(state: RunState, event: RunEvent): RunState {
  switch (event.event) {
    case 'started': {
      if (state.running !== null) return state;
      const running = { run: event.run, act: event.act, progress: null, cancelling: false };
      // A replay that is being sent stays in view until its answer comes.
      const replay = event.act.act === 'replay-prepare' ? null : state.replay;
      return { ...state, running, outcome: null, replay };
    }
    case 'progress':
      if (state.running?.run !== event.run) return state;
      return { ...state, running: { ...state.running, progress: event.progress } };
    case 'cancelling':
      if (state.running?.run !== event.run) return state;
      return { ...state, running: { ...state.running, cancelling: true } };
    case 'ended':
      return state.running?.run === event.run ? ended(state, state.running.act, event.outcome) : state;
    case 'chosen':
      if (state.replay?.stage !== 'ready') return state;
      return {
        ...state,
        replay: { ...state.replay, choices: { ...state.replay.choices, [event.path]: event.choice } },
      };
    case 'heard':
      return state.running === null && state.outcome === null && state.replay === null
        ? { ...state, outcome: event.outcome }
        : state;
    case 'replay-closed':
      return state.running === null ? { ...state, replay: null } : state;
  }
}

function ended(state: RunState, act: Act, outcome: Outcome): RunState {
  const done = { ...state, running: null };
  if (outcome.outcome === 'ready')
    return {
      ...done,
      outcome: null,
      replay: { stage: 'ready', plan: outcome.plan, choices: {}, sentence: outcome.sentence, ...askedBy(act) },
    };
  if (outcome.outcome === 'refused') {
    const { sentence, needs, tokens = null } = outcome;
    return { ...done, outcome: null, replay: { stage: 'refused', sentence, needs, tokens, ...askedBy(act) } };
  }
  // A plan is good for one sending. Where nothing was sent (an edit that does not parse, no page), the person's choices must stay.
  const spent = outcome.act === 'replay-send' && outcome.outcome !== 'cancelled' && outcome.outcome !== 'failed';
  return { ...done, outcome, ...(spent ? { replay: null, carried: carriedFrom(state.replay) } : {}) };
}

/** A value is only as new as the read that showed it: another round takes what its own read shows in the same place. */
function carriedFrom(replay: Replay | null): readonly Correction[] {
  if (replay?.stage !== 'ready') return [];
  const places = new Map(replay.plan.tokens.map((place) => [place.carrier, place]));
  return replay.corrections.flatMap(({ carrier, on }) => {
    const word = { carrier, fresh: null, on, carried: true } as const;
    const place = places.get(carrier);
    if (!on) return [word];
    // What was said is what was learnt, and will be learnt again.
    if (place !== undefined && place.by !== 'person') return [];
    // Where no read showed the value, the empty name finds none again, and that is said.
    return [{ ...word, from: place?.from ?? '' }];
  });
}

function askedBy(act: Act): Asked {
  if (act.act !== 'replay-prepare') return { accepted: [], corrections: [], without: null };
  return { accepted: act.accepted, corrections: act.corrections ?? [], without: act.without ?? null };
}

/** Paths in conflict that still wait for the person, in the plan's order. An edit that is no text at all counts as a choice. */
export function unchosen(plan: ReplayPlan, choices: Choices): readonly string[] {
  return plan.fields
    .filter((field) => field.takes === 'conflict' && !Object.hasOwn(choices, field.path))
    .map((f) => f.path);
}

/** The choices with the questions that they answer. */
export function madeChoices(plan: ReplayPlan, choices: Choices): MadeChoice[] {
  return plan.fields.flatMap(({ path, mine, theirs, takes }) => {
    const choice = takes === 'conflict' && Object.hasOwn(choices, path) ? choices[path] : undefined;
    return choice === undefined ? [] : [{ path, mine, theirs, choice }];
  });
}

/** Those among earlier choices whose question is the same in this plan: neither side has changed. */
export function stillAsked(plan: ReplayPlan, made: readonly MadeChoice[]): readonly MadeChoice[] {
  return made.filter((one) =>
    plan.fields.some(
      (field) =>
        field.takes === 'conflict' && field.path === one.path && field.mine === one.mine && field.theirs === one.theirs,
    ),
  );
}

/** Paths whose edit is no JSON yet where JSON is wanted. */
export function wrongEdits(plan: ReplayPlan, choices: Choices): readonly string[] {
  return plan.fields.flatMap((field) => {
    const choice = field.takes === 'conflict' && Object.hasOwn(choices, field.path) ? choices[field.path] : undefined;
    if (choice?.take !== 'edit') return [];
    const form = editForm(plan.edits, field);
    return wrongEdit(form, asEdited(form, choice.text)) === null ? [] : [field.path];
  });
}

/** Whether a next round of replay is what to offer after this outcome. */
export function offersAnotherRound(outcome: Outcome): boolean {
  return outcome.outcome === 'refused-again' || outcome.outcome === 'not-saved';
}
