import type { ServedBy } from '../capture/sighting.ts';
import type { HeaderList } from '../http/header-list.ts';
import type { ExchangeId } from '../record/exchange.ts';

/** What the interface can ask for. The background does it; nothing else sends requests. */
export type Act =
  | { readonly act: 'check'; readonly conflict: ExchangeId }
  | { readonly act: 'clear-resource'; readonly conflict: ExchangeId }
  | { readonly act: 'clear-site'; readonly conflict: ExchangeId }
  | { readonly act: 'replay-prepare'; readonly conflict: ExchangeId; readonly accepted: readonly Consent[] }
  | {
      readonly act: 'replay-send';
      readonly plan: string;
      /** A choice for every field in conflict, by its path. */
      readonly choices: { readonly [path: string]: Choice };
    };

/** What a replay would refuse until the person says "I know": each is asked in words of its own. */
export type Consent = 'repeat-unsafe-method' | 'create-anew';

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
  readonly fields: readonly FieldMerge[];
  /** Header fields of the save that a page cannot set again. */
  readonly notReplayed: readonly string[];
  readonly headers: HeaderList;
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
      readonly act: 'clear-resource' | 'clear-site';
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
    }
  | { readonly act: Act['act']; readonly outcome: 'failed' | 'cancelled'; readonly sentence: string };
