import { useEffect, useState } from 'preact/hooks';
import type { Exchange } from '../../record/exchange.ts';
import { say } from '../../texts/say.ts';
import { AlsoCalled } from '../panel/also-called.tsx';
import type { Panel } from '../panel/model.ts';
import type { Watch } from '../panel/watch.ts';
import { Button, Notice } from '../shared/parts.tsx';
import type { World } from '../world.ts';
import { type Group, grouped } from './grouped.ts';

type Props = { readonly panel: Panel; readonly watch: Watch; readonly world: World };

/** Things shown at once; the panel has the rest. */
const shownAtOnce = 5;

/** For everybody: what happened in this tab, why, and the one thing to do about it. */
export function Popup({ panel, watch, world }: Props) {
  const load = panel.load.value;
  const rows = panel.rows.value;
  const nothingToWatch = watch.patterns.value.length === 0 ? say`This page cannot be watched.` : null;
  const groups = grouped(rows);
  const isEmpty = load.state === 'ready' && rows.length === 0;
  const leftOff = panel.suspects.leftOff.value;
  const unsaved = panel.unsaved.work.value?.entries.length ?? 0;
  return (
    <main class="popup" aria-busy={load.state === 'loading'}>
      <h1>
        {load.state === 'loading' ? say`Reading…` : load.state === 'failed' ? say`Something is wrong` : heading(rows)}
      </h1>
      {load.state === 'failed' && (
        <>
          <Notice kind="alert">{say`Resave cannot read its record. ${load.sentence}`}</Notice>
          <Button onClick={() => void panel.refresh()}>{say`Try again`}</Button>
        </>
      )}
      {panel.trouble.value !== null && load.state !== 'failed' && <Notice kind="alert">{panel.trouble.value}</Notice>}
      {panel.engineTrouble.value !== null && <Notice kind="alert">{panel.engineTrouble.value}</Notice>}
      {leftOff.length > 0 && panel.run.value.running === null && (
        <Notice kind="alert">
          {say`Resave turned this off for a try and could not turn it on again: ${leftOff.join(', ')}. Turn it on in the browser’s list of extensions.`}
        </Notice>
      )}
      {isEmpty && <Nothing watch={watch} nothingToWatch={nothingToWatch} />}
      {groups.length > 0 && <Saves groups={groups.slice(0, shownAtOnce)} panel={panel} world={world} />}
      {groups.length > shownAtOnce && (
        <p class="quiet">{say`Older ones are in the developer tools (press F12), under “Resave”.`}</p>
      )}
      {unsaved > 0 && (
        <p class="unsaved-count">
          {unsaved === 1
            ? say`What 1 refused save of this site wanted to write is kept. To take it out or discard it, press F12 and choose “Resave”.`
            : say`What ${unsaved} refused saves of this site wanted to write is kept. To take it out or discard it, press F12 and choose “Resave”.`}
        </p>
      )}
      <footer>
        {!(isEmpty && !watch.site.value) && (
          <Button pressed={watch.site.value} unavailable={nothingToWatch} onClick={watch.toggleSite}>
            {say`Watch this site`}
          </Button>
        )}
        <span class="pages">
          <button type="button" class="link" onClick={() => void world.openPage('settings')}>
            {say`Settings`}
          </button>
          <button type="button" class="link" onClick={() => void world.openPage('bring')}>
            {say`Import`}
          </button>
          <button type="button" class="link" onClick={() => void world.openPage('guide')}>
            {say`Guide`}
          </button>
          <button type="button" class="link" onClick={() => void world.openPage('welcome')}>
            {say`About Resave`}
          </button>
        </span>
      </footer>
      <AlsoCalled watch={watch} />
      {watch.message.value !== '' && <Notice kind="note">{watch.message.value}</Notice>}
    </main>
  );
}

type NothingProps = { readonly watch: Watch; readonly nothingToWatch: string | null };

/** Nothing was refused: whether that can be trusted, and the one button where it cannot. */
function Nothing({ watch, nothingToWatch }: NothingProps) {
  if (watch.site.value)
    return <p>{say`Resave watches this site. If the site refuses a save, the reason will stand here.`}</p>;
  return (
    <>
      <p>{say`Resave does not watch this site, so it would not see it. Watch it, then save once more.`}</p>
      <Button primary unavailable={nothingToWatch} onClick={watch.toggleSite}>
        {say`Watch this site`}
      </Button>
      {nothingToWatch !== null && <p class="quiet">{nothingToWatch}</p>}
    </>
  );
}

type SavesProps = { readonly groups: readonly Group[]; readonly panel: Panel; readonly world: World };

/** The refused saves. What shows them is fetched while the count stands there already. */
function Saves({ groups, panel, world }: SavesProps) {
  const [parts, setParts] = useState<typeof import('./save.tsx') | 'missing' | null>(null);
  useEffect(() => {
    import('./save.tsx').then(setParts, () => setParts('missing'));
  }, []);
  if (parts === null) return <p data-loading>{say`Looking for the reason…`}</p>;
  if (parts === 'missing')
    return <Notice kind="alert">{say`A part of Resave could not be loaded. Close this and open it again.`}</Notice>;
  return (
    <ul class="saves">
      {groups.map(({ row, times }) => (
        <parts.Save key={row.id} row={row} times={times} panel={panel} world={world} />
      ))}
    </ul>
  );
}

function heading(rows: readonly Exchange[]): string {
  const lost = rows.filter((row) => row.flag === 'lost-update').length;
  const refused = rows.length - lost;
  if (lost === 0) {
    if (refused === 0) return say`No save was refused in this tab`;
    return refused === 1 ? say`1 save was refused in this tab` : say`${refused} saves were refused in this tab`;
  }
  if (refused === 0)
    return lost === 1
      ? say`1 save overwrote somebody’s work in this tab`
      : say`${lost} saves overwrote somebody’s work in this tab`;
  return say`In this tab: saves refused ${refused}, somebody’s work overwritten ${lost}`;
}
