import type { Remedy } from '../../diagnose/contract.ts';
import type { Exchange } from '../../record/exchange.ts';
import { say } from '../../texts/say.ts';
import { AlsoCalled } from '../panel/also-called.tsx';
import type { Panel, Summary } from '../panel/model.ts';
import { OutcomeView } from '../panel/outcome.tsx';
import { ReplayView } from '../panel/replay.tsx';
import { Running } from '../panel/running.tsx';
import type { Watch } from '../panel/watch.ts';
import { copyText } from '../shared/copy.ts';
import { Button, Notice } from '../shared/parts.tsx';
import { report } from '../shared/report.ts';
import { flagWord, pathOf, shorten, timeOfDay } from '../shared/words.ts';
import type { World } from '../world.ts';

type Props = { readonly panel: Panel; readonly watch: Watch; readonly world: World };

/** Conflicts shown at once; the panel has the rest. */
const shownAtOnce = 5;

/** For everybody: what happened in this tab, why, and the one thing to do about it. */
export function Popup({ panel, watch, world }: Props) {
  const load = panel.load.value;
  const rows = panel.rows.value;
  const nothingToWatch = watch.patterns.value.length === 0 ? 'This page cannot be watched.' : null;
  return (
    <main class="popup" aria-busy={load.state === 'loading'}>
      <h1>{load.state === 'loading' ? 'Reading…' : heading(rows)}</h1>
      {load.state === 'failed' && <Notice kind="alert">Resave cannot read its record. {load.sentence}</Notice>}
      {panel.trouble.value !== null && load.state !== 'failed' && <Notice kind="alert">{panel.trouble.value}</Notice>}
      {panel.engineTrouble.value !== null && <Notice kind="alert">{panel.engineTrouble.value}</Notice>}
      {load.state === 'ready' && rows.length === 0 && (
        <p>
          {watch.site.value
            ? 'Resave watches this site. If the site refuses a save, the reason will stand here.'
            : 'Resave does not watch this site, so it sees saves only while DevTools is open.'}
        </p>
      )}
      <ul class="saves">
        {rows.slice(0, shownAtOnce).map((row) => (
          <Save key={row.id} row={row} said={panel.summaries.value.get(row.id)} panel={panel} world={world} />
        ))}
      </ul>
      {rows.length > shownAtOnce && <p class="quiet">The others are in DevTools (F12), in the panel “Resave”.</p>}
      <UnsavedCount n={panel.unsaved.work.value?.entries.length ?? 0} />
      {panel.note.value !== '' && <Notice kind="note">{panel.note.value}</Notice>}
      <footer>
        <Button pressed={watch.site.value} unavailable={nothingToWatch} onClick={watch.toggleSite}>
          Watch this site
        </Button>
        <button type="button" class="link" onClick={() => void world.openPage('settings')}>
          {say`Settings`}
        </button>
        <button type="button" class="link" onClick={() => void world.openPage('guide')}>
          Guide
        </button>
        <button type="button" class="link" onClick={() => void world.openPage('welcome')}>
          About Resave
        </button>
      </footer>
      <AlsoCalled watch={watch} />
      {watch.message.value !== '' && <Notice kind="note">{watch.message.value}</Notice>}
    </main>
  );
}

/** The popup only says so; the panel has the room to save, export or discard. */
function UnsavedCount({ n }: { readonly n: number }) {
  if (n === 0) return null;
  return (
    <p class="unsaved-count">
      {n === 1
        ? '1 refused save of this site is kept and not saved yet.'
        : `${n} refused saves of this site are kept and not saved yet.`}{' '}
      Save, export or discard {n === 1 ? 'it' : 'them'} in DevTools (F12), in the panel “Resave”.
    </p>
  );
}

function heading(rows: readonly Exchange[]): string {
  const lost = rows.filter((row) => row.flag === 'lost-update').length;
  const n = rows.length - lost;
  const overwrote = lost === 1 ? '1 save overwrote somebody’s work' : `${lost} saves overwrote somebody’s work`;
  if (n === 0) return lost === 0 ? 'No save was refused in this tab' : `${overwrote} in this tab`;
  const refused = n === 1 ? '1 save was refused' : `${n} saves were refused`;
  return `${lost === 0 ? refused : `${refused}, ${overwrote}`} in this tab`;
}

type SaveProps = {
  readonly row: Exchange;
  readonly said: Summary | undefined;
  readonly panel: Panel;
  readonly world: World;
};

function Save({ row, said, panel, world }: SaveProps) {
  const chosen = panel.selected.value === row.id;
  const running = chosen ? panel.run.value.running : null;
  const cause = said?.cause;
  return (
    <li class="save" data-status={row.status ?? ''} data-cause={cause?.id}>
      <p class="quiet" title={row.url}>
        {shorten(pathOf(row.url), 60)}, {timeOfDay(row.startedAt)}
        {row.flag && `, ${flagWord[row.flag]}`}
      </p>
      {said === undefined ? (
        panel.engineTrouble.value === null && <p>Looking for the reason…</p>
      ) : (
        <>
          <h2>{said.sentence}</h2>
          {!said.saved && cause !== null && cause !== undefined && <p>{cause.text.fix}</p>}
          {said.saved && <p class="settled">✓ It was saved since.</p>}
          {!said.saved && (
            <Button
              primary
              unavailable={running === null ? null : 'Wait until the present step has ended.'}
              onClick={() => void quickFix(said.remedy, row, panel, world)}
            >
              {fixes[said.remedy]}
            </Button>
          )}
        </>
      )}
      {said?.remedy === 'check' && !said.saved && running === null && (
        <p class="quiet">It sends at most {panel.engine.value?.mostReads} requests, which only read.</p>
      )}
      {running !== null && <Running panel={panel} conflict={row.id} />}
      {chosen && <OutcomeView panel={panel} conflict={row.id} inspect={false} />}
      {chosen && <ReplayView panel={panel} conflict={row.id} />}
    </li>
  );
}

const fixes: { readonly [R in Remedy]: string } = {
  replay: 'Save it again',
  'clear-resource': 'Clear the old copy',
  'clear-site': 'Clear this site’s cache',
  check: 'Check the server',
  tell: 'Copy a report for the site’s people',
};

async function quickFix(remedy: Remedy, row: Exchange, panel: Panel, world: World): Promise<void> {
  panel.select(row.id);
  switch (remedy) {
    case 'replay':
      return panel.prepareReplay(row.id);
    case 'clear-resource':
      return panel.clearResource(row.id);
    case 'clear-site':
      return panel.clearSite(row.id);
    case 'check':
      return panel.check(row.id);
    case 'tell': {
      const [file, engine] = await Promise.all([world.caseFile(row.id), world.engine()]);
      if (file !== null) panel.note.value = await copyText(report(file, engine.diagnose(file), engine.cause));
    }
  }
}
