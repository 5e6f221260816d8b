import { say } from '../../texts/say.ts';
import { duration, shorten, timeOfDay } from '../shared/words.ts';
import { fromCache } from './state/versions.ts';
import type { Column } from './state/versions-columns.ts';
import type { Picture } from './state/versions-picture.ts';
import { bandHeight, columnWidth, type Geometry } from './versions-geometry.ts';
import { Shape, type ShapeKind } from './versions-shape.tsx';

type Props = { readonly drawn: Picture; readonly at: Geometry; readonly refusal: string };

/** All of the picture that only the eye needs: the table says the same. */
export function Lines({ drawn, at, refusal }: Props) {
  const { columns, lanes, threads, unseen, wentStale } = drawn;
  const itself = columns.findIndex((column) => column.first.exchange.id === refusal);
  return (
    <svg class="lines" width={at.width} height={at.height} aria-hidden="true">
      <Patterns />
      {itself >= 0 && (
        <rect class="about" x={itself * columnWidth} y="0" width={columnWidth} height={at.height} rx="3" />
      )}
      {columns.map((column, i) => (
        <text key={column.first.exchange.id} class="when" x={at.x(i)} y="14">
          {i === 0
            ? timeOfDay(column.first.exchange.startedAt)
            : `+${duration(column.first.exchange.startedAt - start(columns[i - 1]))}`}
        </text>
      ))}
      <Bands drawn={drawn} at={at} />
      {lanes.map(({ key }) => (
        <line key={key} class="lane-line" x1="0" x2={at.width} y1={at.y(key)} y2={at.y(key)} />
      ))}
      {columns.map((column, i) => (
        <Answered key={column.first.exchange.id} column={column} x={at.x(i)} at={at} />
      ))}
      {threads.map(({ lane, from, to, state }) => (
        <g key={`${lane} ${from} ${state}`}>
          {state === 'stale' && (
            <rect class="old-ground" x={at.x(from)} y={at.y(lane) - 7} width={at.x(to) - at.x(from)} height="14" />
          )}
          <line class={`thread ${state}`} x1={at.x(from)} x2={at.x(to)} y1={at.y(lane)} y2={at.y(lane)} />
        </g>
      ))}
      {wentStale.map(({ lane, column }) => (
        <g key={`${lane} ${column}`}>
          <path class="tick" d={`M${at.x(column)} ${at.y(lane) - 12} v24`} />
          <text class="went" x={at.x(column) + 4} y={at.y(lane) - 9}>
            {say`goes stale`}
          </text>
        </g>
      ))}
      {unseen.map(({ from, to }) => {
        const [a, b, y] = [at.x(from), at.x(to), at.y('unseen')];
        return <path key={to} class="span" d={`M${a} ${y - 6} v12 M${a} ${y} H${b} M${b} ${y - 6} v12`} />;
      })}
      {columns.map((column, i) => (
        <Sign key={column.first.exchange.id} column={column} x={at.x(i)} at={at} itself={i === itself} />
      ))}
      {unseen.map(({ from, to }) => (
        <g key={to} transform={`translate(${(at.x(from) + at.x(to)) / 2} ${at.y('unseen')})`}>
          <Shape kind="unseen" />
          <text class="said" y="20">
            {say`changed`}
          </text>
        </g>
      ))}
    </svg>
  );
}

const start = (column: Column | undefined): number => column?.first.exchange.startedAt ?? 0;

/** Grounds that can be told apart without colour. */
function Patterns() {
  return (
    <defs>
      <pattern id="resave-unsure" width="6" height="6" patternUnits="userSpaceOnUse">
        <circle class="dot" cx="2" cy="2" r="1" />
      </pattern>
      <pattern id="resave-old" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
        <line class="stripe" x1="0" x2="0" y1="0" y2="6" />
      </pattern>
    </defs>
  );
}

/** What the server held. A wide band says it again now and then, so that it is read wherever one scrolls to. */
function Bands({ drawn, at }: Omit<Props, 'refusal'>) {
  const often = 9;
  return (
    <g>
      {drawn.bands.map(({ from, to, version, unsure }, i) => {
        const [x, width] = [from * columnWidth, (to - from + 1) * columnWidth];
        const text = unsure ? '?' : version === null ? say`not seen` : version;
        const places = Array.from(
          { length: Math.ceil((to - from + 1) / often) },
          (_, n) => x + n * often * columnWidth,
        );
        const room = Math.floor((Math.min(width, often * columnWidth) - 10) / 6.8);
        return (
          <g key={from}>
            <rect
              class={`band ${i % 2 === 0 ? 'even' : 'odd'}`}
              x={x + 0.5}
              y={at.bandTop + 0.5}
              width={width - 1}
              height={bandHeight - 1}
              rx="2"
            />
            {unsure && <rect class="unsure-ground" x={x} y={at.bandTop} width={width} height={bandHeight} />}
            {places.map((left) => (
              <text
                key={left}
                class={version === null || unsure ? 'held none' : 'held'}
                x={left + 6}
                y={at.bandTop + 16}
              >
                {shorten(text, Math.max(4, room))}
              </text>
            ))}
          </g>
        );
      })}
    </g>
  );
}

/** Who answered: a line from the server, or from the browser's copy. */
function Answered({ column, x, at }: { readonly column: Column; readonly x: number; readonly at: Geometry }) {
  const { exchange, kind, lane } = column.first;
  if (exchange.servedBy === 'unknown' && exchange.status === null) return null;
  const cached = fromCache(exchange);
  const top = cached ? at.y('cache') : at.bandTop + bandHeight;
  const bottom = at.y(lane) - (kind === 'refused' ? 10 : 8);
  const reads = kind === 'read' || kind === 'probe';
  const head = reads ? `M${x - 3.5} ${bottom - 5} L${x} ${bottom} L${x + 3.5} ${bottom - 5}` : '';
  const up = kind === 'write' ? `M${x - 3.5} ${top + 5} L${x} ${top} L${x + 3.5} ${top + 5}` : '';
  // A refused save stops short of the server.
  const stopped = kind === 'refused' ? `M${x - 6} ${top + 4} h12` : '';
  return (
    <path
      class={`answered ${kind}`}
      d={`M${x} ${kind === 'refused' ? top + 4 : top} V${bottom} ${head}${up}${stopped}`}
    />
  );
}

type SignProps = { readonly column: Column; readonly x: number; readonly at: Geometry; readonly itself: boolean };

function Sign({ column, x, at, itself }: SignProps) {
  const { first, marks } = column;
  const isRun = marks.length > 1;
  const cached = fromCache(first.exchange) && first.kind === 'read';
  const kind: ShapeKind = isRun ? 'run' : cached ? 'cached' : first.kind;
  const y = at.y(first.lane);
  const { said, tag } = wordsOf(column);
  return (
    <g transform={`translate(${x} ${y})`}>
      {itself && <circle class="ring" r="13" />}
      <Shape kind={kind} />
      <text class={first.kind === 'refused' ? 'said bad' : 'said'} y={itself ? 24 : 20}>
        {said}
      </text>
      <text class={first.stale ? 'tag old' : 'tag'} y={itself ? 36 : 31}>
        {tag}
      </text>
      {cached && at.y('cache') > 0 && <rect class="copy" x="-4" y={at.y('cache') - y - 4} width="8" height="8" />}
    </g>
  );
}

function wordsOf({ first, marks }: Column): { readonly said: string; readonly tag: string } {
  if (marks.length > 1) return { said: `×${marks.length}`, tag: '' };
  const { exchange, kind, version, stale } = first;
  const status = exchange.status !== null && exchange.status >= 300 ? `${exchange.status}` : '';
  const word = kind === 'read' || kind === 'probe' ? say`read` : exchange.method.slice(0, 8);
  const said = kind === 'refused' ? `${exchange.method.slice(0, 6)} ${status}` : status || word;
  const tag = version === null ? '' : shorten(version, stale ? 6 : 11);
  return { said, tag: stale ? say`${tag} old` : tag };
}
