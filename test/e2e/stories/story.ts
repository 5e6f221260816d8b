import type { BrowserName } from '../../../scripts/lib/browsers.mjs';
import type { Lab } from '../../lab/server.ts';
import { ConflictPanel } from '../support/conflict-panel.ts';
import type { Browser } from '../support/driver.ts';
import { Notebook } from '../support/notebook.ts';

/** What a story plays on. */
export type Stage = {
  readonly browser: Browser;
  readonly lab: Lab;
  /** Tells what is seen, a sentence at a time. */
  readonly say: (sentence: string) => void;
  /** Keeps a picture of the panel. */
  readonly shoot: (panel: ConflictPanel, name: string) => Promise<void>;
};

/** One way through Resave, played by a person's means in any browser. Throws where something is not as it has to be. */
export type Story = {
  /** File name. */
  readonly id: string;
  /** A sentence without a full stop. */
  readonly title: string;
  /** Why it cannot happen in a browser. */
  readonly notIn?: { readonly [B in BrowserName]?: string };
  /** Names of test/e2e/extensions that are in the browser beside Resave; such a story has a browser of its own. */
  readonly extensions?: readonly string[];
  /** Optional permissions of APIs that the person of this story gives when asked; such a story has a browser of its own. */
  readonly willAllow?: readonly string[];
  /** It changes the browser in a way that may stay (containers, cookies): it has a browser of its own. */
  readonly ownBrowser?: true;
  readonly play: (stage: Stage) => Promise<void>;
};

export function insist(fact: boolean, otherwise: string): void {
  if (!fact) throw new Error(otherwise);
}

/** Opens a scenario's page and DevTools on it, plays, closes both. */
export async function withPanel(
  { browser, lab, say }: Stage,
  scenario: string,
  play: (notebook: Notebook, panel: ConflictPanel) => Promise<void>,
): Promise<void> {
  lab.reset(scenario);
  const url = lab.url(scenario);
  say(`open ${url}`);
  const tab = await browser.newPage(url);
  try {
    const panel = new ConflictPanel(await browser.openPanel(tab));
    await play(new Notebook(tab), panel);
    await panel.panel.close();
  } finally {
    await tab.close();
  }
}

/** Waits for the refusal's row, opens its diagnosis. */
export async function openDiagnosis({ say }: Stage, panel: ConflictPanel, row: RegExp): Promise<void> {
  say(`row: ${await panel.row(row)}`);
  await panel.select(row);
}

/** Waits for this first cause and reads it aloud. */
export async function expectCause({ say }: Stage, panel: ConflictPanel, cause: string, strength?: string) {
  const first = await panel.firstCause(cause, strength);
  say(`first cause: ${first.cause} (${first.strength})\n${first.text}`);
}
