import { insist, openDiagnosis, type Story, withPanel } from './story.ts';

/** More tab stops than the panel has. */
const most = 120;

/** Every action of the panel by keyboard alone, with a focus that can be seen. */
export const byKeyboard: Story = {
  id: 'by-keyboard',
  title: 'every action of the panel is reached by Tab with a focus that can be seen; ? lists the keys',
  play: (stage) =>
    withPanel(stage, 'strict-409', async (notebook, conflicts) => {
      const { panel } = conflicts;
      const { lab, say } = stage;
      await notebook.load();
      await notebook.write({ title: 'My title' });
      lab.store.edit('strict-409', '1', { body: 'Their text' });
      await notebook.save();
      await openDiagnosis(stage, conflicts, /^409 PUT/);
      await panel.waitFor('button', 'Check the server');
      await panel.press('/');
      await panel.until('the filter to have the focus', () =>
        panel.evaluate(() => document.activeElement?.matches('input[type=search]') === true),
      );

      const missed = new Set<string>();
      const seen = new Set<string>();
      for (let i = 0; i < most; i++) {
        await panel.evaluate(() => void Object.assign(window, { before: document.activeElement }));
        await panel.press('Tab');
        // Behind the last one the focus leaves the panel for DevTools themselves.
        const moved = await panel
          .until(
            'the focus to move',
            () => panel.evaluate(() => Reflect.get(window, 'before') !== document.activeElement),
            2_000,
          )
          .catch(() => false);
        if (!moved) break;
        const stop = await panel.evaluate(() => {
          const { activeElement } = document;
          if (activeElement === null || activeElement === document.body) return null;
          const { outlineStyle, outlineWidth } = getComputedStyle(activeElement);
          const name = (activeElement.getAttribute('aria-label') ?? activeElement.textContent ?? '').trim();
          return { name, visible: outlineStyle !== 'none' && outlineWidth !== '0px' };
        });
        if (stop === null) break;
        if (!stop.visible) missed.add(stop.name);
        seen.add(stop.name);
        if (stop.name === 'Filter conflicts') break;
      }
      say(`reached by Tab: ${[...seen].join(' | ')}`);
      insist(missed.size === 0, `The focus cannot be seen on: ${[...missed].join(', ')}`);
      // What is one stop with its neighbours is reached from there by the arrows; what is folded, once it is unfolded.
      const buttons = await panel.evaluate(() =>
        [...document.querySelectorAll('button:not(:disabled, [tabindex="-1"])')]
          .filter((button) => button.checkVisibility({ visibilityProperty: true }))
          .map((button) => (button.getAttribute('aria-label') ?? button.textContent ?? '').trim()),
      );
      const unreached = buttons.filter((name) => ![...seen].some((one) => one === name || one.includes(name)));
      insist(unreached.length === 0, `Not reached by Tab: ${unreached.join(', ')}`);

      // Tab has left the panel at its end.
      await conflicts.select(/^409 PUT/);
      await panel.press('?');
      await panel.waitFor('dialog', 'Keyboard shortcuts');
      await panel.press('Escape');
      await panel.waitForGone('dialog', 'Keyboard shortcuts');
      await panel.press('g');
      await panel.until('a row to have the focus', () =>
        panel.evaluate(() => document.activeElement?.getAttribute('role') === 'row'),
      );
    }),
};
