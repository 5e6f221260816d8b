import { say } from '../../texts/say.ts';
import './shortcuts.css';

type Shortcut = { readonly keys: readonly string[]; readonly does: string };

/** What the keys do. The first part works everywhere in the panel, the others where the focus is. */
const shortcuts: readonly { readonly where: string; readonly list: readonly Shortcut[] }[] = [
  {
    where: say`Everywhere`,
    list: [
      { keys: ['?'], does: say`Show this list` },
      { keys: ['/'], does: say`To the filter` },
      { keys: ['g'], does: say`To the list of conflicts` },
      { keys: ['d'], does: say`To the diagnosis` },
      { keys: ['Tab', 'Shift+Tab'], does: say`To the next or previous button, link or field` },
      { keys: ['Enter', 'Space'], does: say`Press what has the focus` },
      { keys: ['Esc'], does: say`Close a menu or this list` },
    ],
  },
  {
    where: say`In the list of conflicts`,
    list: [
      { keys: ['↑', '↓'], does: say`To the newer or older one` },
      { keys: ['Home', 'End', 'Page Up', 'Page Down'], does: say`To the newest, the oldest, a page further` },
      { keys: ['←', '→'], does: say`Fold or unfold repeats` },
    ],
  },
  {
    where: say`In Versions, menus and choices`,
    list: [{ keys: ['←', '→', '↑', '↓'], does: say`To the next or previous one` }],
  },
];

/** The list itself, by where the keys work. */
export function ShortcutList() {
  return (
    <>
      {shortcuts.map(({ where, list }) => (
        <section key={where}>
          <h3>{where}</h3>
          <dl>
            {list.map(({ keys, does }) => (
              <div key={does}>
                <dt>
                  {keys.map((key) => (
                    <kbd key={key}>{key}</kbd>
                  ))}
                </dt>
                <dd>{does}</dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
    </>
  );
}
