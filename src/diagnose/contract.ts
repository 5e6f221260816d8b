import type { Exchange, ExchangeId } from '../record/exchange.ts';

/** What sort of refusal a cause explains; the corpus labels these. */
export const kinds = [
  'stale-version',
  'concurrent-write',
  'duplicate',
  'referential',
  'state',
  'lock',
  'precondition-missing',
  'malformed-precondition',
  'idempotency-key',
  'reserved-name',
  'missing-parent',
  'incompatible',
  'quota-or-policy',
  'merge-conflict',
  'ownership',
  'ambiguous-target',
  'not-a-conflict',
  'unspecified',
] as const;
export type Kind = (typeof kinds)[number];

export const strengths = ['proven', 'likely', 'possible'] as const;
export type Strength = (typeof strengths)[number];

/** Read-only experiments that a person may start (act/check). Each settles some causes. */
export const probes = [
  /** One read as the page does it, then two `no-store` reads. */
  'cached-against-fresh',
  /** More `no-store` reads in a row. */
  'repeated-reads',
  'head',
  /** A read with the write's Accept / Accept-Language / Accept-Encoding. */
  'read-as-the-write',
  /** An unknown query string, to pass a shared cache. */
  'unknown-query',
  'parent',
  'near-twins',
] as const;
export type Probe = (typeof probes)[number];

/** One fact in words, standing on an exchange where there is one. */
export type Evidence = { readonly text: string; readonly exchange: ExchangeId | null };

/** What a rule says. `proven` must point at the exchanges that prove it (held by the engine). */
export type Answer =
  | {
      readonly finding: 'cause';
      readonly strength: Strength;
      readonly evidence: readonly [Evidence, ...Evidence[]];
    }
  | { readonly finding: 'ruled-out'; readonly evidence: readonly [Evidence, ...Evidence[]] }
  | { readonly finding: 'unknown'; readonly missing: string; readonly probe: Probe | null }
  | { readonly finding: 'not-applicable' };

/** An answer with its cause's name. A rule that threw gives `error` and harms no other. */
export type Finding = { readonly cause: string; readonly kind: Kind } & (
  | Answer
  | { readonly finding: 'error'; readonly message: string }
);

/** All that a diagnosis may look at. Gathered by the store's `caseFile`, by the HAR import or by the command line. */
export type CaseFile = {
  readonly refusal: Exchange;
  /** The same resource's exchanges from every tab, oldest first, the refusal and Resave's own probes and replays among them. */
  readonly history: readonly Exchange[];
  /** Other exchanges of the same origin near in time, oldest first, bounded. */
  readonly neighbours: readonly Exchange[];
  /** Since when every request to the origin was recorded without a gap, epoch ms; null: not known to be so. */
  readonly recordingSince: number | null;
  /**
   * false: exchanges with one `tabId` need not be of one tab, nor those with two of two (a proxy’s HAR, several files looked at as one, a
   * worker that several tabs share).
   * Absent where the browser itself told the tabs.
   */
  readonly tellsTabs?: false;
};

/** A value that could not be known: what is missing, as a sentence, and the probe that would supply it. */
export type Missing = { readonly missing: string; readonly probe: Probe | null };

/** Reads another fact; memoised for one case file. */
export type ReadFact = <T>(fact: Fact<T>) => T | Missing;

/** A derivation shared between causes. Pure; computed at most once for a case file. */
export type Fact<T> = {
  readonly name: string;
  readonly derive: (file: CaseFile, read: ReadFact) => T | Missing;
};

/** Ask for a fact without making the cause `unknown` when it is missing. */
export type Optional<T> = { readonly optional: Fact<T> };

export type Needs = { readonly [name: string]: Fact<unknown> | Optional<unknown> };
export type Given<N extends Needs> = {
  readonly [K in keyof N]: N[K] extends Optional<infer T> ? T | Missing : N[K] extends Fact<infer T> ? T : never;
};

/** Plain words for people. `spec` names RFC sections. */
export type CauseText = {
  /** One short line, as a sentence without a full stop: "Somebody else saved in between". */
  readonly title: string;
  /** Why it leads to a refusal, two or three sentences. */
  readonly why: string;
  /** What the person at the browser does now. */
  readonly fix: string;
  /** What the server's people change so that it does not come back. */
  readonly fixServer: string;
  readonly spec: string;
};

/** What the panel offers first for a cause. */
export type Remedy = 'replay' | 'clear-resource' | 'clear-site' | 'check' | 'tell';

/** A named reason with a rule of its own. One file in causes/, file name = id. */
export type Cause<N extends Needs = Needs> = {
  readonly id: string;
  readonly kind: Kind;
  /** Among findings of equal strength the more specific comes first; 0 is `unexplained`, 100 the most specific. */
  readonly specificity: number;
  readonly needs: N;
  readonly text: CauseText;
  readonly remedy: Remedy;
  readonly judge: (given: Given<N>) => Answer;
};
