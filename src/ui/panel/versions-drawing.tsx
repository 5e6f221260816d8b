import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { say } from '../../texts/say.ts';
import { timeOfDay } from '../shared/words.ts';
import type { Column } from './state/versions-columns.ts';
import type { Picture, UnseenChange } from './state/versions-picture.ts';
import type { Windowed } from './state/versions-window.ts';
import { labelOf, runLabelOf } from './state/versions-words.ts';
import { columnWidth, type Geometry, geometry, lineAt } from './versions-geometry.ts';
import { Lines } from './versions-lines.tsx';
import { type Spot, step } from './versions-step.ts';

type Props = {
  readonly drawn: Windowed;
  readonly refusal: string;
  readonly open: (exchange: string) => void;
  readonly unfold: (first: string) => void;
  /** Draws so many columns more; without a number a portion. */
  readonly widen: (side: 'earlier' | 'later', by?: number) => void;
};

/** The time line. One event is in the tab order; the arrows go to its neighbours in time and to the lanes above and below. */
export function Drawing({ drawn, refusal, open, unfold, widen }: Props) {
  const at = geometry(drawn);
  const scroller = useRef<HTMLDivElement>(null);
  const [current, setCurrent] = useState(refusal);
  const spots = spotsOf(drawn);
  const active = spots.some(({ id }) => id === current) ? current : (spots[spots.length - 1]?.id ?? '');
  const about = drawn.columns.findIndex(({ first }) => first.exchange.id === refusal);

  // The refused save is what one came for: it shows, with what led to it on its left.
  useLayoutEffect(() => {
    const box = scroller.current;
    if (box === null || about < 0 || typeof ResizeObserver === 'undefined') return;
    // An observer is told after layout and before paint: asking for sizes here would force a layout of its own.
    const sized = new ResizeObserver(([entry]) => {
      sized.disconnect();
      const room = entry?.contentRect.width ?? 0;
      if (at.width > room) box.scrollLeft = at.x(about) - room * 0.7;
    });
    sized.observe(box);
    return () => sized.disconnect();
  }, [refusal]);

  /** A key that led over the edge of what was drawn; it goes on once more is drawn. */
  const over = useRef<string | null>(null);
  const go = (key: string): boolean => {
    const to = step(spots, active, key);
    if (to === null) return false;
    setCurrent(to);
    const button = scroller.current?.querySelector<HTMLElement>(`[data-spot="${CSS.escape(to)}"]`);
    button?.focus();
    return true;
  };
  useEffect(() => {
    const key = over.current;
    over.current = null;
    if (key !== null) go(key);
  }, [drawn]);

  const onKeyDown = (event: KeyboardEvent): void => {
    const { key } = event;
    const side = key === 'ArrowLeft' || key === 'Home' ? 'earlier' : 'later';
    const whole = key === 'Home' || key === 'End';
    const atEdge = step(spots, active, key) === active && (key === 'ArrowLeft' || key === 'ArrowRight');
    if ((whole || atEdge) && drawn[side] > 0) {
      over.current = key;
      widen(side, whole ? drawn[side] : undefined);
    } else if (!go(key)) return;
    event.preventDefault();
  };

  return (
    <div class="versions-box">
      <div class="lane-names" aria-hidden="true">
        <span class="held-name">{say`Server held`}</span>
        {drawn.lanes.map(({ key, name }) => (
          <span key={key} class="lane-name">
            {name}
          </span>
        ))}
      </div>
      <div class="scroller" ref={scroller}>
        {/* biome-ignore lint/a11y/useSemanticElements: a fieldset is for fields */}
        <div
          class="drawing"
          role="group"
          aria-label={say`Events, oldest first`}
          aria-description={say`Arrow keys go from event to event, Enter opens the exchange.`}
          style={{ width: `${at.width}px`, height: `${at.height}px` }}
          onKeyDown={onKeyDown}
        >
          <Lines drawn={drawn} at={at} refusal={refusal} />
          {spots.map((spot) => (
            <button
              key={spot.id}
              type="button"
              class="spot"
              style={placeOf(spot, at)}
              title={spot.label}
              tabIndex={spot.id === active ? 0 : -1}
              data-spot={spot.id}
              data-exchange={spot.opens}
              data-mark={spot.kind}
              onFocus={() => setCurrent(spot.id)}
              onClick={() => (spot.kind === 'run' ? unfold(spot.opens) : open(spot.opens))}
            >
              <span class="hidden">{spot.label}</span>
            </button>
          ))}
        </div>
      </div>
    </div>
  );
}

function placeOf({ column, lane }: Spot, at: Geometry): { readonly left: string; readonly top: string } {
  return { left: `${at.x(column) - columnWidth / 2 + 2}px`, top: `${at.y(lane) - lineAt + 2}px` };
}

/** Where the focus can go, in the order of time. */
function spotsOf({ columns, unseen, lanes, trail }: Picture): Spot[] {
  const row = new Map(lanes.map(({ key }, at) => [key, at]));
  const events = columns.map((column, at): Spot => {
    const { exchange, kind, lane } = column.first;
    const isRun = column.marks.length > 1;
    return {
      id: exchange.id,
      opens: exchange.id,
      kind: isRun ? 'run' : kind,
      label: isRun ? runLabelOf(column) : labelOf(column.first, trail),
      column: at,
      lane,
      row: row.get(lane) ?? 0,
    };
  });
  const changes = unseen.map((change): Spot => {
    const id = columns[change.to]?.first.exchange.id ?? '';
    return {
      id: `before ${id}`,
      opens: id,
      kind: 'unseen',
      label: unseenLabel(change, columns),
      column: (change.from + change.to) / 2,
      lane: 'unseen',
      row: row.get('unseen') ?? 0,
    };
  });
  return [...events, ...changes].sort((a, b) => a.column - b.column);
}

function unseenLabel({ from, to }: UnseenChange, columns: readonly Column[]): string {
  const time = (at: number): string => timeOfDay(columns[at]?.first.exchange.startedAt ?? 0);
  return say`Changed between ${time(from)} and ${time(to)}. No write that was recorded did it.`;
}
