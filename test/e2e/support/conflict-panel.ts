import type { Panel, Popup } from './driver.ts';

/** A cause as the panel lists it. */
export type SeenCause = {
  readonly cause: string;
  readonly kind: string;
  readonly finding: string;
  readonly strength: string | null;
  readonly text: string;
};

/** The name of a conflict's row: `/^409 PUT \/api\/notes\/1/`. */
type Row = RegExp | string;

/** Resave's panel (or popup, which shares some of its parts), used by the roles and names that it promises. */
export class ConflictPanel {
  readonly panel: Panel | Popup;

  constructor(panel: Panel | Popup) {
    this.panel = panel;
  }

  /** The newest row that fits, as soon as it shows; gives its name. */
  async row(name: Row): Promise<string> {
    return (await this.panel.waitFor('row', name, { within: { role: 'grid', name: 'Conflicts' } })).name;
  }

  /** Clicks the row and waits for its diagnosis. */
  async select(name: Row): Promise<void> {
    await this.panel.click('row', name, { within: { role: 'grid', name: 'Conflicts' } });
    await this.panel.waitFor('region', 'Diagnosis');
  }

  /** Every listed cause, best first; waits until there is one. */
  async causes(): Promise<SeenCause[]> {
    return this.panel.until('the list Causes to hold a cause', async () => {
      const items = await this.panel.all('listitem', undefined, { within: { role: 'list', name: 'Causes' } });
      const causes = items.flatMap(({ attributes, text }) => {
        const cause = attributes['data-cause'];
        if (cause === undefined) return [];
        const strength = attributes['data-strength'] ?? null;
        return [
          { cause, kind: attributes['data-kind'] ?? '', finding: attributes['data-finding'] ?? '', strength, text },
        ];
      });
      return causes.length > 0 && causes;
    });
  }

  /** Until the first cause is this one (of this strength); gives it. The error names what stood first instead. */
  async firstCause(wanted: string, strength?: string): Promise<SeenCause> {
    return this.panel.until(`the first cause to be ${wanted}${strength ? ` (${strength})` : ''}`, async () => {
      const [first] = await this.causes();
      if (first?.cause === wanted && first.finding === 'cause' && (strength ?? first.strength) === first.strength)
        return first;
      throw new Error(`it is ${first?.cause} (${first?.strength ?? first?.finding})`);
    });
  }

  /** Clicks an act's button and waits for one of these outcomes; gives the outcome's sentence. */
  async act(button: string, ...outcomes: readonly string[]): Promise<string> {
    await this.panel.click('button', button);
    return this.outcome(...outcomes);
  }

  async outcome(...outcomes: readonly string[]): Promise<string> {
    return this.panel.until(`the outcome to be ${outcomes.join(' or ')}`, async () => {
      const [seen] = await this.panel.all('status', 'Outcome');
      if (seen === undefined) throw new Error('there is no status Outcome');
      if (outcomes.includes(seen.attributes['data-outcome'] ?? '')) return seen.text;
      throw new Error(`it is ${seen.attributes['data-outcome'] ?? 'empty'}: ${seen.text}`);
    });
  }

  /** Opens the replay and waits until it can be seen what would be sent. Throws with the reason where it is refused. */
  async prepareReplay(button = 'Replay with fresh ETag'): Promise<void> {
    await this.panel.click('button', button);
    const within = { role: 'region', name: 'Replay' };
    await this.panel.until('the region Replay to offer Send', async () => {
      if ((await this.panel.all('button', 'Send', { within })).length > 0) return true;
      const [reason] = await this.panel.all('alert', undefined, { within });
      if (reason) throw new Error(`it is refused: ${reason.text}`);
      return false;
    });
  }

  /** Paths of the fields that both sides changed: each wants a choice. */
  async conflicts(): Promise<string[]> {
    const groups = await this.panel.all('radiogroup', undefined, { within: { role: 'region', name: 'Replay' } });
    return groups.map(({ name }) => name);
  }

  async choose(path: string, option: 'Mine' | 'Theirs' | 'Edit'): Promise<void> {
    await this.panel.click('radio', option, { within: { role: 'radiogroup', name: path } });
  }
}
