import type { CaseFile } from '../../diagnose/contract.ts';
import { say } from '../../texts/say.ts';
import { List } from '../shared/parts.tsx';
import { shorten } from '../shared/words.ts';
import type { Panel } from './model.ts';

/** Longest value shown at once, in characters; the exchange has the whole. */
const longest = 200;

/** What a save that went through has wiped out, as far as it was seen. Nothing here sends anything. */
export function OverwrittenView({ file, panel }: { readonly file: CaseFile; readonly panel: Panel }) {
  const lost = panel.engine.value?.overwritten(file) ?? null;
  if (lost === null) return null;
  const { overwritten, fields } = lost;
  return (
    <section class="overwritten">
      <h2>{say`What was overwritten`}</h2>
      {fields === null || fields.length === 0 ? (
        <p>
          {overwritten === null
            ? say`Only the version numbers tell that somebody saved in between. What stood in that version was not seen by this browser.`
            : say`The version that was overwritten was seen, but not all of what stood in it, so the fields cannot be compared.`}
        </p>
      ) : (
        <List name={say`Overwritten`}>
          {fields.map(({ path, before, theirs, now }) => (
            <li key={path} data-path={path}>
              <code>{path}</code>
              <dl class="fixes">
                <dt>{say`They had saved`}</dt>
                <dd>{shorten(theirs, longest)}</dd>
                <dt>{say`Your save put there`}</dt>
                <dd>{now === null ? '(nothing)' : shorten(now, longest)}</dd>
                <dt>{say`The page knew`}</dt>
                <dd>{before === null ? '(nothing)' : shorten(before, longest)}</dd>
              </dl>
            </li>
          ))}
        </List>
      )}
      {overwritten !== null && (
        <button
          type="button"
          class="link"
          onClick={() => panel.open(overwritten.id)}
        >{say`Show the version that was overwritten`}</button>
      )}
      <p>{say`Resave does not put it back: sending your save again would only overwrite once more. Load the page again, write back by hand what matters, and save.`}</p>
    </section>
  );
}
