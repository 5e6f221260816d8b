import type { Sighting } from '../capture/sighting.ts';
import type { CaseFile, Finding } from '../diagnose/contract.ts';
import type { Progress } from '../messages/acts.ts';
import type { Exchange, ExchangeId } from '../record/exchange.ts';
import type { RemoveCookies } from './clear-cookies.ts';
import type { ClearBrowser, ClearSite } from './clear-site.ts';
import type { RunInPage } from './page-runner.ts';
import type { SendJournal } from './replay/send-journal.ts';
import type { PlanShelf } from './replay/shelf.ts';
import type { SecretMemory } from './secrets.ts';
import type { Extensions } from './suspects/extensions.ts';

/** What acts stand on. The shell brings the real ones, tests their own. */
export type ActDeps = {
  readonly store: {
    readonly caseFile: (id: ExchangeId) => Promise<CaseFile | null | undefined>;
    /** With its bodies. */
    readonly exchange: (id: ExchangeId) => Promise<Exchange | null | undefined>;
  };
  /** Puts what Resave itself sent into the store, joined with what other sources saw of it. */
  readonly record: (sighting: Sighting) => Promise<ExchangeId>;
  readonly progress: (run: string, progress: Progress) => void;
  readonly runInPage: RunInPage;
  readonly diagnose: (file: CaseFile) => readonly Finding[];
  readonly clearSite: ClearSite;
  readonly clearBrowser: ClearBrowser;
  readonly removeCookies: RemoveCookies;
  readonly extensions: Extensions;
  readonly plans: PlanShelf;
  /** What is being sent, for the background that comes after one that died over it. */
  readonly journal: SendJournal;
  /** Header fields whose values never reach the disk, as memory has them for the exchange's tab and origin. */
  readonly secrets: SecretMemory['of'];
  /** The body of a refused save as the page sent it, where a secret was taken out of the stored one and memory still has it. */
  readonly savedBody: (conflict: ExchangeId) => Promise<string | null>;
  /** The work of this conflict is on the server: the vault lets it go. */
  readonly letGo: (conflict: ExchangeId) => Promise<void>;
  readonly clock: {
    /** Epoch milliseconds. */
    readonly now: () => number;
    readonly sleep: (milliseconds: number) => Promise<void>;
  };
};
