import type { ConflictPanel } from './conflict-panel.ts';

/** What a menu item gave: the text of the file or script, or the sentence why there is none. */
export type TakenOut = { readonly name: string; readonly text: string; readonly refused: boolean };

/** Takes out of the open panel all that its menu offers for the selected conflict, as a person does, and gives the bytes of each file. */
export async function takeOutAll({ panel }: ConflictPanel): Promise<TakenOut[]> {
  await panel.evaluate(() => {
    if (Reflect.has(window, 'taken')) return;
    const create = URL.createObjectURL.bind(URL);
    const taken: string[] = [];
    Object.assign(window, { taken });
    URL.createObjectURL = (blob) => {
      if (blob instanceof Blob) void blob.text().then((text) => taken.push(text));
      return create(blob);
    };
  });
  await panel.click('button', 'Export');
  const names = (await panel.all('menuitem')).map(({ name }) => name);
  // The button closes it too; the key would open a drawer of DevTools.
  await panel.click('button', 'Export');
  const all: TakenOut[] = [];
  const dialog = { within: { role: 'dialog', name: 'Take out' } } as const;
  for (const name of names) {
    await panel.click('button', 'Export');
    await panel.click('menuitem', name);
    const refused = await panel.until(
      `what “${name}” gives`,
      async () => {
        const [why] = await panel.all('alert', undefined, dialog);
        if (why !== undefined) return { why: why.text };
        if ((await panel.all('button', 'Download', dialog)).length > 0) return { why: null };
        const [open] = await panel.all('dialog', 'Take out');
        throw new Error(open === undefined ? 'no dialog is open' : open.text);
      },
      60_000,
    );
    if (refused.why !== null) all.push({ name, text: refused.why, refused: true });
    else {
      const before = await panel.evaluate(() => Number(Reflect.get(Reflect.get(window, 'taken'), 'length')));
      await panel.click('button', 'Download', dialog);
      const text = await panel.until('the file to be made', () =>
        panel.evaluate((at) => {
          const made: unknown = Reflect.get(Reflect.get(window, 'taken'), at);
          return typeof made === 'string' && made;
        }, before),
      );
      all.push({ name, text, refused: false });
    }
    await panel.click('button', 'Close', dialog);
    await panel.waitForGone('dialog', 'Take out');
  }
  return all;
}
