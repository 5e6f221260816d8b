import { useEffect, useRef, useState } from 'preact/hooks';
import { say } from '../../texts/say.ts';
import { download } from '../shared/download.ts';
import { List, Notice, Region } from '../shared/parts.tsx';
import { hostOf, messageOf, pathOf, shorten } from '../shared/words.ts';
import type { Unsaved as Work, World } from '../world.ts';
import type { Panel } from './model.ts';

type Props = { readonly panel: Panel; readonly world: World };
type Entry = Work['entries'][number];

const dayAndTime = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short' });

/** Refused saves of this site whose content waits, also of earlier days and closed pages. */
export function UnsavedWork({ panel, world }: Props) {
  const { work, told } = panel.unsaved;
  const [open, setOpen] = useState<boolean | null>(null);
  const found = work.value;
  if (found === null || (found.entries.length === 0 && found.waiting === 0 && told.value === '')) return null;
  const { entries, waiting, elsewhere, limits } = found;
  // What happened in this tab stands in the list of conflicts already; what did not would be overlooked.
  const isOpen = open ?? entries.some(({ id }) => !panel.rows.value.some((row) => row.id === id));
  return (
    <Region name={say`Unsaved work`} class="unsaved">
      <h2>
        <button
          type="button"
          class="link"
          aria-expanded={isOpen}
          onClick={() => setOpen(!isOpen)}
        >{say`Unsaved work (${entries.length})`}</button>
      </h2>
      {waiting > 0 && (
        <Notice kind="note">
          {say`There is no room for more: at most ${limits.count} saves and ${Math.round(limits.bytes / 1024 / 1024)} million characters are kept.`}{' '}
          {waiting === 1
            ? say`1 newer refused save is only in the recordings, which are dropped after 14 days.`
            : say`${waiting} newer refused saves are only in the recordings, which are dropped after 14 days.`}{' '}
          {elsewhere.length > 0
            ? say`Save, export or discard some, also of ${elsewhere.slice(0, 5).map(hostOf).join(', ')}.`
            : say`Save, export or discard some.`}
        </Notice>
      )}
      {told.value !== '' && (
        <p class="quiet" role="status">
          {told.value}
        </p>
      )}
      {isOpen && entries.length > 0 && (
        <List name={say`Unsaved work`}>
          {entries.map((entry) => (
            <Item key={entry.id} entry={entry} panel={panel} world={world} />
          ))}
        </List>
      )}
    </Region>
  );
}

function Item({ entry, panel, world }: Props & { readonly entry: Entry }) {
  const [asking, setAsking] = useState(false);
  const keep = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (asking) keep.current?.focus();
  }, [asking]);
  const { id, method, status, url, at, exportedAt, othersSavedAt } = entry;
  const when = dayAndTime.format(at);
  const about = `unsaved-${id}`;
  const take = async (): Promise<void> => {
    try {
      const file = await world.caseFile(id);
      if (file === null) throw new Error(say`This save is no longer kept.`);
      const taken = { format: 'resave-case', version: 1, file, findings: panel.engine.value?.diagnose(file) ?? [] };
      download('resave-unsaved-work.json', 'application/json', `${JSON.stringify(taken, null, 2)}\n`);
      await panel.unsaved.exported(id);
    } catch (error) {
      panel.unsaved.told.value = messageOf(error);
    }
  };
  return (
    <li data-id={id} data-method={method} data-url={url} data-status={status ?? ''}>
      <span id={about} title={url}>
        <strong>{status ?? say`no answer`}</strong> {method} <bdi>{shorten(pathOf(url), 80)}</bdi>
        <span class="quiet">
          , <time dateTime={new Date(at).toISOString()}>{when}</time>
          {exportedAt !== null && `, ${say`exported`}`}
          {othersSavedAt !== null && `, ${say`another save came through ${dayAndTime.format(othersSavedAt)}`}`}
        </span>
      </span>{' '}
      {asking ? (
        <span class="buttons">
          <span>{say`Discard this work? It cannot be brought back.`}</span>
          <button
            type="button"
            class="button"
            aria-describedby={about}
            onClick={(event) => {
              // The focus would go with the button.
              event.currentTarget.closest('section')?.querySelector('button')?.focus();
              void panel.unsaved.discard(id);
            }}
          >{say`Discard for good`}</button>
          <button
            ref={keep}
            type="button"
            class="button"
            aria-describedby={about}
            onClick={() => setAsking(false)}
          >{say`Keep it`}</button>
        </span>
      ) : (
        <span class="buttons">
          <button
            type="button"
            class="button"
            aria-describedby={about}
            onClick={() => panel.select(id)}
          >{say`Open`}</button>
          <button
            type="button"
            class="button"
            aria-describedby={about}
            onClick={() => void take()}
          >{say`Export`}</button>
          <button
            type="button"
            class="button"
            aria-describedby={about}
            onClick={() => setAsking(true)}
          >{say`Discard`}</button>
        </span>
      )}
    </li>
  );
}
