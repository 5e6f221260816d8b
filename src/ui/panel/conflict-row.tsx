// biome-ignore-all lint/a11y/useSemanticElements: the contract asks for a grid; rows are laid out as cards, which table rows cannot be
// biome-ignore-all lint/a11y/useFocusableInteractive: whole rows take the focus, their cells do not
// biome-ignore-all lint/a11y/useKeyWithClickEvents: the grid handles the keys of all its rows
import { memo } from 'preact/compat';
import { say } from '../../texts/say.ts';
import { duration, flagWord, hostOf, pathOf, shorten, timeOfDay } from '../shared/words.ts';
import type { Panel } from './model.ts';
import type { Line } from './state/line.ts';

type Props = {
  readonly line: Line;
  /** Its place among all rows, from 0, and how far down that is in CSS pixels. */
  readonly index: number;
  readonly top: number;
  /** It stands unfolded below a newer try of the same save. */
  readonly inside: boolean;
  /** Tries that it stands for, 0 where it stands for itself; the time from the first to the last, milliseconds. */
  readonly tries: number;
  readonly span: number;
  readonly groupKey: string;
  readonly open: boolean;
  readonly cause: string;
  readonly selected: boolean;
  readonly reachable: boolean;
  readonly panel: Panel;
};

/** Longest path in a row, in UTF-16 units; the row cuts what is too wide, and the exchange has the whole. */
const longest = 400;

export const ConflictRow = memo(function ConflictRow(props: Props) {
  const { line, index, top, inside, tries, span, groupKey, open, cause, selected, reachable, panel } = props;
  const said = [line.flag ? flagWord[line.flag] : '', cause, workerWord(line)].filter(Boolean);
  const path = shorten(pathOf(line.url), longest);
  const time = timeOfDay(line.startedAt);
  const repeated = tries === 0 ? '' : repeats(tries, span, line.flag === 'lost-update');
  const name = [`${line.status ?? say`no answer`} ${line.method} ${path}`, time, ...said, repeated]
    .filter(Boolean)
    .join(', ');
  return (
    <div
      role="row"
      class={inside ? 'conflict inside' : 'conflict'}
      data-row
      data-id={line.id}
      data-status={line.status ?? ''}
      data-method={line.method}
      data-url={line.url}
      aria-rowindex={index + 1}
      aria-label={name}
      aria-selected={selected}
      tabIndex={reachable ? 0 : -1}
      title={shorten(line.url, 2_000)}
      style={{ top: `${top}px` }}
      onClick={() => panel.select(line.id)}
    >
      <span role="gridcell" class="status">
        {line.status ?? '—'}
      </span>
      <span role="gridcell" class="method">
        {line.method}
      </span>
      <span role="gridcell" class="path">
        <bdi>{path}</bdi>
        <span class="second">
          {tries > 0 && (
            <button
              type="button"
              class="repeats"
              aria-expanded={open}
              tabIndex={reachable ? 0 : -1}
              onClick={(event) => {
                event.stopPropagation();
                panel.list.fold(groupKey, !open);
              }}
            >
              <span aria-hidden="true">{open ? '▾ ' : '▸ '}</span>
              {repeated}
            </button>
          )}
          <span class="host">{said.length === 0 ? hostOf(line.url) : said.join(': ')}</span>
        </span>
      </span>
      <span role="gridcell" class="time">
        <time dateTime={new Date(line.startedAt).toISOString()}>{time}</time>
      </span>
    </div>
  );
});

/** Why it stands in the lists of tabs none of which asked. */
function workerWord({ sharers }: Line): string {
  if (sharers.length === 0) return '';
  return sharers.length === 1 ? say`by a worker` : say`by a worker that ${sharers.length} tabs may share`;
}

/** `7 refused in 2 minutes`. */
function repeats(tries: number, span: number, isLost: boolean): string {
  const time = lengthOf(span);
  return isLost ? say`${tries} overwrote in ${time}` : say`${tries} refused in ${time}`;
}

function lengthOf(span: number): string {
  const minutes = Math.round(span / 60_000);
  if (span < 1_000) return say`less than a second`;
  if (span < 90_000) {
    const seconds = Math.round(span / 1_000);
    return seconds === 1 ? say`1 second` : say`${seconds} seconds`;
  }
  return minutes < 90 ? say`${minutes} minutes` : duration(span);
}
