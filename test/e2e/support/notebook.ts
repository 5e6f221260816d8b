import type { Tab } from './driver.ts';

/** What the note's fields can hold. */
export type Note = { readonly title?: string; readonly body?: string; readonly tags?: string };

/** How a load or a save ended, as the page says it. */
export type Said = {
  readonly state: 'loaded' | 'saved' | 'refused' | 'failed';
  readonly status: number;
  readonly text: string;
};

const ends = ['loaded', 'saved', 'refused', 'failed'] as const;

/** The lab's note-taking page, used as its reader does: by its fields and buttons. */
export class Notebook {
  readonly tab: Tab;

  constructor(tab: Tab) {
    this.tab = tab;
  }

  load(): Promise<Said> {
    return this.#press('Load');
  }

  save(): Promise<Said> {
    return this.#press('Save');
  }

  async write({ title, body, tags }: Note): Promise<void> {
    if (title !== undefined) await this.tab.fill('textbox', 'Title', title);
    if (tags !== undefined) await this.tab.fill('textbox', 'Tags', tags);
    if (body !== undefined) await this.tab.fill('textbox', 'Body', body);
  }

  /** Load and save keep what they said last: it is put away first, so that the news can be told from it. */
  async #press(button: string): Promise<Said> {
    await this.tab.until('the page to listen', () =>
      this.tab.evaluate(() => document.querySelector('#status')?.hasAttribute('data-ready') === true),
    );
    await this.tab.evaluate(() => {
      document.querySelector('#status')?.setAttribute('data-state', 'asked');
    });
    await this.tab.click('button', button);
    return this.tab.until(`the page to say how "${button}" ended`, async () => {
      const [seen] = await this.tab.all('status', 'Save status');
      const state = ends.find((end) => end === seen?.attributes['data-state']);
      if (seen === undefined || state === undefined)
        throw new Error(`it says ${seen?.attributes['data-state'] ?? 'nothing'}: ${seen?.text}`);
      return { state, status: Number(seen.attributes['data-code']), text: seen.text };
    });
  }
}
