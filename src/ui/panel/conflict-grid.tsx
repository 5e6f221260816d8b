// biome-ignore-all lint/a11y/useSemanticElements: the contract asks for a grid; rows are laid out as cards, which table rows cannot be
// biome-ignore-all lint/a11y/useFocusableInteractive: whole rows take the focus, their cells do not
// biome-ignore-all lint/a11y/useKeyWithClickEvents: the grid handles the keys of all its rows
import { memo } from 'preact/compat';
import { useRef } from 'preact/hooks';
import type { Exchange } from '../../record/exchange.ts';
import { reveal } from '../shared/reveal.ts';
import { flagWord, hostOf, nameOf, pathOf, timeOfDay } from '../shared/words.ts';
import { type Panel, wordsOf } from './model.ts';
import { moveTo } from './state/rows.ts';

/** The refused saves, newest first. One row is in the tab order; arrows move through the rest. */
export function ConflictGrid({ panel }: { readonly panel: Panel }) {
  const grid = useRef<HTMLDivElement>(null);
  const rows = panel.shown.value;
  const selected = panel.selected.value;
  const current = rows.findIndex((row) => row.id === selected);

  const onKeyDown = (event: KeyboardEvent): void => {
    const element = grid.current;
    if (element === null || event.altKey || event.ctrlKey || event.metaKey) return;
    const focused = [...element.querySelectorAll('[data-row]')].indexOf(document.activeElement ?? element);
    const at = focused === -1 ? Math.max(0, current) : focused;
    const page = Math.max(1, Math.floor(element.clientHeight / 24) - 1);
    const target = event.key === 'Enter' || event.key === ' ' ? at : moveTo(event.key, at, rows.length, page);
    const row = target === null ? undefined : rows[target];
    if (target === null || row === undefined) return;
    event.preventDefault();
    panel.select(row.id);
    const node = element.querySelectorAll<HTMLElement>('[data-row]')[target];
    node?.focus({ preventScroll: true });
    reveal(node);
  };

  return (
    <div
      class="conflicts"
      role="grid"
      aria-label="Conflicts"
      aria-rowcount={panel.rows.value.length}
      tabIndex={rows.length === 0 ? 0 : -1}
      ref={grid}
      onKeyDown={onKeyDown}
    >
      {rows.map((row, i) => (
        <Row
          key={row.id}
          row={row}
          cause={wordsOf(panel.summaries.value.get(row.id))}
          selected={row.id === selected}
          reachable={i === Math.max(0, current)}
          select={panel.select}
        />
      ))}
    </div>
  );
}

type RowProps = {
  readonly row: Exchange;
  readonly cause: string;
  readonly selected: boolean;
  readonly reachable: boolean;
  readonly select: (id: string) => void;
};

const Row = memo(function Row({ row, cause, selected, reachable, select }: RowProps) {
  const said = [row.flag ? flagWord[row.flag] : '', cause].filter(Boolean);
  const name = [`${nameOf(row)}, ${timeOfDay(row.startedAt)}`, ...said].join(', ');
  return (
    <div
      role="row"
      class="conflict"
      data-row
      data-status={row.status ?? ''}
      data-method={row.method}
      data-url={row.url}
      aria-label={name}
      aria-selected={selected}
      tabIndex={reachable ? 0 : -1}
      title={row.url}
      onClick={() => select(row.id)}
    >
      <span role="gridcell" class="status">
        {row.status ?? '—'}
      </span>
      <span role="gridcell" class="method">
        {row.method}
      </span>
      <span role="gridcell" class="path">
        <bdi>{pathOf(row.url)}</bdi>
        <span class="host">{said.length === 0 ? hostOf(row.url) : said.join(': ')}</span>
      </span>
      <span role="gridcell" class="time">
        <time dateTime={new Date(row.startedAt).toISOString()}>{timeOfDay(row.startedAt)}</time>
      </span>
    </div>
  );
});
