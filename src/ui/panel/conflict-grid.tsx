// biome-ignore-all lint/a11y/useSemanticElements: the contract asks for a grid; rows are laid out as cards, which table rows cannot be
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import { say } from '../../texts/say.ts';
import { ConflictRow } from './conflict-row.tsx';
import type { Panel } from './model.ts';
import { moveTo } from './state/rows.ts';
import type { Entry } from './state/sieve.ts';
import { keyOf } from './state/sieve.ts';
import { wordsOf } from './state/summary.ts';
import { createPlace, windowOf } from './state/window.ts';

/**
 * The refused saves, newest first; only those in view are in the document. One row is in the tab order; arrows move through the rest,
 * right and left unfold and fold repeated tries. What is being read stays where it is when others come.
 */
export function ConflictGrid({ panel }: { readonly panel: Panel }) {
  const grid = useRef<HTMLDivElement>(null);
  const place = useRef(createPlace()).current;
  /** Changes when other rows come into view. */
  const [top, setTop] = useState(0);
  const [fresh, setFresh] = useState(0);
  /** The row that gets the focus as soon as it is there. */
  const wanted = useRef<string | null>(null);

  const { entries, filter } = panel.list.shown.value;
  const unfolded = panel.list.unfolded.value;
  const selected = panel.selected.value;
  const summaries = panel.summaries.value;
  const current = useMemo(() => entries.findIndex(({ line }) => line.id === selected), [entries, selected]);
  const scroller = (): HTMLElement | null => grid.current?.closest<HTMLElement>('[data-scroller]') ?? null;
  const { first, last } = windowOf(top, scroller()?.clientHeight ?? 0, place.height, entries.length);
  const inView: [number, Entry][] = entries.slice(first, last).map((entry, i) => [first + i, entry]);
  const chosen = entries[current];
  // The chosen row holds the focus, so that it stays in the document wherever the list is scrolled to.
  if (chosen !== undefined && (current < first || current >= last)) inView.push([current, chosen]);
  const reachable = current >= 0 ? current : first;

  useEffect(() => panel.list.want(), [panel]);

  useLayoutEffect(() => {
    const element = scroller();
    if (element === null || grid.current === null) return;
    place.measure(grid.current);
    const moved = place.keep(entries, filter.text, element, isRead(grid.current));
    setFresh(moved.fresh);
    setTop(element.scrollTop);
  }, [entries]);

  useLayoutEffect(() => {
    const element = scroller();
    if (element === null) return;
    const follow = (): void => {
      place.at(entries, element);
      setFresh((before) => (element.scrollTop < place.height ? place.seen(entries) : before));
      setTop(element.scrollTop);
    };
    element.addEventListener('scroll', follow, { passive: true });
    const sized = typeof ResizeObserver === 'undefined' ? null : new ResizeObserver(follow);
    sized?.observe(element);
    return () => {
      element.removeEventListener('scroll', follow);
      sized?.disconnect();
    };
  }, [entries]);

  useEffect(() => {
    panel.lookAt(inView.map(([, { line }]) => line.id));
  }, [first, last, entries, panel.engine.value]);

  useLayoutEffect(() => {
    if (wanted.current === null) return;
    const row = grid.current?.querySelector<HTMLElement>(`[data-id="${CSS.escape(wanted.current)}"]`);
    row?.focus({ preventScroll: true });
    if (row) wanted.current = null;
  });

  const go = (target: number): void => {
    const entry = entries[target];
    const element = scroller();
    if (entry === undefined || element === null) return;
    wanted.current = entry.line.id;
    place.reveal(target, element);
    setTop(element.scrollTop);
    if (entry.line.id === selected)
      grid.current?.querySelector<HTMLElement>(`[data-id="${CSS.escape(entry.line.id)}"]`)?.focus();
    panel.select(entry.line.id);
  };

  const onKeyDown = (event: KeyboardEvent): void => {
    const element = grid.current;
    if (element === null || event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.target instanceof HTMLButtonElement && (event.key === 'Enter' || event.key === ' ')) return;
    const focused = document.activeElement?.closest<HTMLElement>('[data-row]')?.dataset.id;
    const found = focused === undefined ? -1 : entries.findIndex(({ line }) => line.id === focused);
    const at = found === -1 ? Math.max(0, current) : found;
    const group = entries[at]?.group ?? null;
    if ((event.key === 'ArrowRight' || event.key === 'ArrowLeft') && group !== null) {
      event.preventDefault();
      panel.list.fold(keyOf(group), event.key === 'ArrowRight');
      return;
    }
    const page = Math.max(1, Math.floor((scroller()?.clientHeight ?? 0) / place.height) - 1);
    const target = event.key === 'Enter' || event.key === ' ' ? at : moveTo(event.key, at, entries.length, page);
    if (target === null || entries[target] === undefined) return;
    event.preventDefault();
    go(target);
  };

  return (
    <>
      {fresh > 0 && (
        <button
          type="button"
          class="fresh"
          onClick={() => {
            scroller()?.scrollTo({ top: 0 });
          }}
        >
          {fresh === 1 ? say`↑ 1 new` : say`↑ ${fresh} new`}
        </button>
      )}
      <div
        class="conflicts"
        role="grid"
        aria-label={say`Conflicts`}
        aria-rowcount={entries.length}
        data-known={panel.list.known.value.lines}
        data-filter={panel.list.shown.value.whole ? filter.text : undefined}
        tabIndex={entries.length === 0 ? 0 : -1}
        style={{ height: `${entries.length * place.height}px` }}
        ref={grid}
        onKeyDown={onKeyDown}
      >
        {inView.map(([index, { line, group, inside }]) => (
          <ConflictRow
            key={line.id}
            line={line}
            index={index}
            top={index * place.height}
            inside={inside}
            tries={group?.lines.length ?? 0}
            span={group === null ? 0 : group.newest - group.oldest}
            groupKey={group === null ? '' : keyOf(group)}
            open={group !== null && unfolded.has(keyOf(group))}
            cause={wordsOf(summaries.get(line.id))}
            selected={line.id === selected}
            reachable={index === reachable}
            panel={panel}
          />
        ))}
      </div>
    </>
  );
}

/** Whether somebody reads the list just now: with the pointer in it, or with the focus. */
function isRead(grid: HTMLElement): boolean {
  return grid.matches(':hover') || (document.hasFocus() && grid.contains(document.activeElement));
}
