import type { ServedBy } from '../capture/sighting.ts';
import type { HeaderList } from '../http/header-list.ts';
import type { ExchangeId } from '../record/exchange.ts';

/** What the interface can ask for. The background does it; nothing else sends requests. */
export type Act =
  | { readonly act: 'check'; readonly conflict: ExchangeId }
  | { readonly act: 'clear-resource'; readonly conflict: ExchangeId }
  | { readonly act: 'clear-site'; readonly conflict: ExchangeId }
  /** The HTTP cache of every site: only where the browser cannot clear one site’s, and asked for apart. */
  | { readonly act: 'clear-browser'; readonly conflict: ExchangeId }
  | {
      readonly act: 'replay-prepare';
      readonly conflict: ExchangeId;
      readonly accepted: readonly Consent[];
      /** What the person says of the version token, where it is not as it was learnt. */
      readonly corrections?: readonly Correction[];
      /** Another extension that is to be off while the save is sent and confirmed. */
      readonly without?: string;
    }
  | {
      readonly act: 'replay-send';
      readonly plan: string;
      /** A choice for every field in conflict, by its path. */
      readonly choices: { readonly [path: string]: Choice };
    }
  /** Signs the person out of the refused save’s site: asked for apart, in words of its own. */
  | { readonly act: 'clear-cookies'; readonly conflict: ExchangeId }
  /** Which other extensions could have changed the save’s requests. Sends nothing. */
  | { readonly act: 'suspects'; readonly conflict: ExchangeId }
  /** Reads, switches the extension off, reads again, switches it on. Where the browser forbids that: the first read, and how to go on by hand. */
  | { readonly act: 'try-without'; readonly conflict: ExchangeId; readonly extension: string }
  /** The person has switched the extension off by hand: reads again. */
  | { readonly act: 'check-without'; readonly conflict: ExchangeId; readonly extension: string };

/** What a replay would refuse until the person says "I know": each is asked in words of its own. */
export type Consent = 'repeat-unsafe-method' | 'create-anew' | 'unseen-version';

/** What the person says of one place at which a version token travels. A place that was not learnt is added. */
export type Correction = {
  readonly carrier: Carrier;
  /** The value to send there; null: the one that was learnt. */
  readonly fresh: string | null;
  /** false: no version is put there. */
  readonly on: boolean;
  /** Said in the round before: the value is what the fresh read shows at this place now (`PlanToken.from`). */
  readonly from?: string;
  /** Said in the round before. */
  readonly carried?: boolean;
};

/** Mine, Theirs or the text that the person wrote instead (JSON for JSON bodies). */
export type Choice =
  | { readonly take: 'mine' }
  | { readonly take: 'theirs' }
  | { readonly take: 'edit'; readonly text: string };

/** How a running act is getting on. `done` of `total` steps; `step` is a sentence. */
export type Progress = { readonly step: string; readonly done: number; readonly total: number };

/** What one read of the resource showed; the proof of a cache clear stands on two of them. */
export type Served = {
  readonly exchange: ExchangeId | null;
  readonly status: number | null;
  readonly etag: string | null;
  readonly lastModified: string | null;
  readonly by: ServedBy;
};

/** Where the version token travels, as panel.md spells it: `header:If-Match`, `body:$._rev`, `query:rev`. */
export type Carrier = string;

/** One place at which the version token travels, as it is shown and can be corrected. */
export type PlanToken = {
  readonly carrier: Carrier;
  /** What the refused save carried; null where it carried none. */
  readonly stale: string | null;
  readonly fresh: string;
  /** `seen`: it was seen to change there; `prior`: only a name or a standard says so; `person`: the person said so. */
  readonly by: 'seen' | 'prior' | 'person';
  /** How it was learnt, a sentence. */
  readonly how: string;
  /** false: the person switched it off. */
  readonly on: boolean;
  /** Where the read shows the person's value just as it is sent; left out where it does not. */
  readonly from?: string;
  /** The person said so in the round before. */
  readonly carried?: boolean;
};

/** One place in the body at which base, mine and theirs are not all the same. Values are shown as text, never as markup. */
export type FieldMerge = {
  /** `$.title`, `$.tags[2]`; the whole body is `$`. */
  readonly path: string;
  /** null: not there (or base unknown). */
  readonly base: string | null;
  readonly mine: string | null;
  readonly theirs: string | null;
  /** Which side the merge takes: `conflict` asks the person. */
  readonly takes: 'mine' | 'theirs' | 'both' | 'conflict';
  /** What would be sent, null for a conflict not yet chosen. */
  readonly merged: string | null;
  /** Why it was decided so, one short sentence. */
  readonly why: string;
};

/** A replay that may be sent once every conflict is chosen. */
export type ReplayPlan = {
  readonly id: string;
  readonly conflict: ExchangeId;
  readonly method: string;
  readonly url: string;
  readonly base: ExchangeId | null;
  readonly fresh: ExchangeId;
  readonly token: {
    readonly carrier: Carrier;
    readonly stale: string | null;
    readonly fresh: string;
    /** How it was learnt, a sentence. */
    readonly how: string;
  };
  /** Every place of the token, switched off ones too; the one that `token` speaks of first. Empty where no version travels. */
  readonly tokens: readonly PlanToken[];
  readonly fields: readonly FieldMerge[];
  /** How an edit of a field is read: as JSON, or as text that is no JSON (forms, XML, plain text). */
  readonly edits: 'json' | 'text';
  /** Header fields of the save that a page cannot set again. */
  readonly notReplayed: readonly string[];
  readonly headers: HeaderList;
  /** Another extension, off while the save is sent and confirmed. */
  readonly without?: Without;
};

/** `steps`: how the person switches it off, where this browser lets no extension do it; else empty. */
export type Without = { readonly id: string; readonly name: string; readonly steps: readonly string[] };

/** Another extension of this browser that could have changed a request or its answer. */
export type Suspect = {
  readonly id: string;
  readonly name: string;
  readonly version: string;
  /** What speaks against it, the weightiest first; sentences. */
  readonly reasons: readonly [string, ...string[]];
  readonly enabled: boolean;
  /** false: a policy of this computer keeps it on. */
  readonly mayBeSwitched: boolean;
};

/** How an act ended. Every outcome has a sentence for the person; `failed` and `refused` say what to do. */
export type Outcome =
  | {
      readonly act: 'check';
      readonly outcome: 'checked';
      readonly sentence: string;
      readonly exchanges: readonly ExchangeId[];
    }
  | {
      readonly act: 'clear-resource' | 'clear-site' | 'clear-browser';
      readonly outcome: 'cleared';
      readonly sentence: string;
      /** What was cleared, one line each. */
      readonly cleared: readonly string[];
      readonly before: Served | null;
      readonly after: Served | null;
    }
  | { readonly act: 'replay-prepare'; readonly outcome: 'ready'; readonly sentence: string; readonly plan: ReplayPlan }
  | {
      readonly act: 'replay-prepare';
      readonly outcome: 'refused';
      readonly sentence: string;
      /** Given this consent, the same act would go on. */
      readonly needs: Consent | null;
      /** Places of the token that the person may correct, also none yet; left out where no correction would help. */
      readonly tokens?: readonly PlanToken[];
    }
  | {
      readonly act: 'replay-send';
      readonly outcome: 'saved' | 'already-saved' | 'refused-again' | 'overtaken' | 'not-saved' | 'cannot-tell';
      readonly sentence: string;
      readonly status: number | null;
      /** The validator or token that the server holds now. */
      readonly token: string | null;
      readonly sent: ExchangeId | null;
      readonly confirmed: ExchangeId | null;
      /** The extension that was off meanwhile: the sentence says what that showed and how it stands now. */
      readonly extension?: string;
    }
  | { readonly act: 'clear-cookies'; readonly outcome: 'cookies-cleared'; readonly sentence: string }
  | {
      readonly act: 'suspects';
      readonly outcome: 'named';
      readonly sentence: string;
      /** The likeliest first. */
      readonly suspects: readonly Suspect[];
      /** This browser lets no extension switch another off: the person has to. */
      readonly byHand: boolean;
    }
  /** The browser lets Resave see no other extension until the person allows it (`management`). */
  | {
      readonly act: 'suspects' | 'try-without' | 'check-without';
      readonly outcome: 'not-allowed';
      readonly sentence: string;
    }
  /** The first read is made; now the person switches the extension off and asks for the second. */
  | {
      readonly act: 'try-without';
      readonly outcome: 'by-hand';
      readonly sentence: string;
      readonly extension: string;
      readonly steps: readonly string[];
      readonly exchanges: readonly ExchangeId[];
    }
  | {
      readonly act: 'try-without' | 'check-without';
      readonly outcome: 'tried';
      /** `proven`: it changes the field; `likely`: a replay speaks for it; `cleared`: the field is changed without it too; `unsettled`: the reads do not show it. */
      readonly verdict: 'proven' | 'likely' | 'cleared' | 'unsettled';
      readonly sentence: string;
      readonly extension: string;
      readonly exchanges: readonly ExchangeId[];
    }
  | { readonly act: Act['act']; readonly outcome: 'failed' | 'cancelled'; readonly sentence: string };

/** How a replay ended that was sent, for whoever was not there to hear it. */
export type Ended = { readonly run: string; readonly conflict: ExchangeId; readonly outcome: Outcome };

/** A choice with the question that it answered: where either side has changed since, it is asked anew. */
export type MadeChoice = {
  readonly path: string;
  readonly mine: string | null;
  readonly theirs: string | null;
  readonly choice: Choice;
};
