import type { Remedy, Strength } from '../../diagnose/contract.ts';
import type { Exchange } from '../../record/exchange.ts';
import { say } from '../../texts/say.ts';
import type { Panel } from '../panel/model.ts';
import { Running } from '../panel/running.tsx';
import { nextStep } from '../panel/state/headline.ts';
import type { Summary } from '../panel/state/summary.ts';
import { copyText } from '../shared/copy.ts';
import { Button, Notice } from '../shared/parts.tsx';
import { report } from '../shared/report.ts';
import { pathOf, shorten, timeOfDay } from '../shared/words.ts';
import type { World } from '../world.ts';
import { Further } from './fixes.tsx';
import { PlainOutcome } from './outcome.tsx';
import { advice, type Fix, plain } from './plain.ts';
import { SaveAgain } from './save-again.tsx';

type Props = {
  readonly row: Exchange;
  /** How many saves of the same thing were refused, this one among them. */
  readonly times: number;
  readonly panel: Panel;
  readonly world: World;
};

/** One refused save: what happened, the top cause in plain words, and the one thing to do about it. */
export function Save({ row, times, panel, world }: Props) {
  const said = panel.summaries.value.get(row.id);
  const isOpen = panel.selected.value === row.id;
  // A save that is being sent is in the record before its step has ended: what is under way stays in view until its outcome is told.
  const isSettled = said?.saved === true && !(isOpen && panel.run.value.running !== null);
  const place = `${shorten(pathOf(row.url), 60)}, ${timeOfDay(row.startedAt)}`;
  const known = said?.cause === null || said?.cause === undefined ? undefined : plain[said.cause.id];
  return (
    <li class="save" data-status={row.status ?? ''} data-cause={said?.cause?.id}>
      <p class="quiet" title={row.url}>
        {times === 1 ? place : say`${place}, ${times} times`}
      </p>
      {said === undefined ? (
        panel.engineTrouble.value === null && <p>{say`Looking for the reason…`}</p>
      ) : (
        <>
          <h2>{sentence(said, known?.why ?? said.cause?.text.title)}</h2>
          {isSettled ? (
            <p class="settled">✓ {say`It was saved since.`}</p>
          ) : isOpen ? (
            <Open row={row} said={said} fix={known?.fix ?? fixFor[said.remedy]} panel={panel} />
          ) : (
            <Button onClick={() => panel.select(row.id)}>{say`What can I do?`}</Button>
          )}
          {isOpen && <PlainOutcome panel={panel} conflict={row.id} />}
          {isOpen && !isSettled && <SaveAgain panel={panel} conflict={row.id} />}
          {isOpen && !isSettled && known?.fix !== 'nothing' && (
            <AskPeople panel={panel} world={world} row={row} remedy={said.remedy} />
          )}
          {isOpen && panel.note.value !== '' && <Notice kind="note">{panel.note.value}</Notice>}
        </>
      )}
    </li>
  );
}

const certainty: { readonly [S in Strength]: (why: string) => string } = {
  proven: (why) => why,
  likely: (why) => say`Very likely: ${why}`,
  possible: (why) => say`Perhaps: ${why}`,
};

function sentence(said: Summary, why: string | undefined): string {
  if (why === undefined) return say`It is not known yet why the site refused this.`;
  return said.strength === null ? why : certainty[said.strength](why);
}

/** For causes that this table of plain words does not know. */
const fixFor: { readonly [R in Remedy]: Fix } = {
  replay: 'save-again',
  'clear-resource': 'clear-copy',
  'clear-site': 'clear-site',
  check: 'look',
  tell: 'people',
};

type OpenProps = Omit<Props, 'times' | 'world'> & { readonly said: Summary; readonly fix: Fix };

/** The save that is looked at: its fix, and how that goes. */
function Open({ row, said, fix, panel }: OpenProps) {
  const { running, outcome, replay } = panel.run.value;
  const file = panel.file.value;
  const step = replay?.stage === 'ready' ? null : nextStep(said.remedy, outcome);
  // Of a report there is one button below; a fix that the person does needs none.
  const first = step === null || step === 'tell' ? null : step;
  return (
    <>
      <p>{advice[fix]}</p>
      {first !== null && (
        <Button
          primary
          unavailable={running === null ? null : say`Wait until the present step has ended.`}
          onClick={() => start(first, row, panel)}
        >
          {names[first]()}
        </Button>
      )}
      {first === 'check' && running === null && (
        <p class="quiet">{say`It sends at most ${panel.engine.value?.mostReads ?? 0} requests, which only read.`}</p>
      )}
      {file !== null && file.refusal.id === row.id && <Further panel={panel} row={row} fix={fix} file={file} />}
      {running !== null && running.act.act !== 'replay-send' && <Running panel={panel} conflict={row.id} />}
    </>
  );
}

type AskProps = Omit<Props, 'times'> & { readonly remedy: Remedy };

/** The report for the people who run the site, on the clipboard. */
function AskPeople({ panel, world, row, remedy }: AskProps) {
  const { outcome, replay } = panel.run.value;
  const isNext = replay?.stage !== 'ready' && nextStep(remedy, outcome) === 'tell';
  const tell = async (): Promise<void> => {
    const [found, engine] = await Promise.all([world.caseFile(row.id), world.engine()]);
    if (found !== null) panel.note.value = await copyText(report(found, engine.diagnose(found), engine.cause));
  };
  return (
    <Button primary={isNext} onClick={() => void tell()}>
      {say`Ask the site’s people: copy a report`}
    </Button>
  );
}

type Doable = Exclude<Remedy, 'tell'>;

const names: { readonly [R in Doable]: () => string } = {
  replay: () => say`Save it again`,
  'clear-resource': () => say`Clear the old copy`,
  'clear-site': () => say`Clear this site’s cache`,
  check: () => say`Check the server`,
};

function start(remedy: Doable, row: Exchange, panel: Panel): void {
  switch (remedy) {
    case 'replay':
      return void panel.prepareReplay(row.id);
    case 'clear-resource':
      return void panel.clearResource(row.id);
    case 'clear-site':
      return void panel.clearSite(row.id);
    case 'check':
      return void panel.check(row.id);
  }
}
