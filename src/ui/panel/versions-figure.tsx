import type { CaseFile } from '../../diagnose/contract.ts';
import { Figure } from '../shared/parts.tsx';
import { count, duration, pathOf, servedShort, servedWord, shorten, timeOfDay } from '../shared/words.ts';
import type { Panel } from './model.ts';
import { type Lane, type Mark, picture } from './state/versions.ts';

/**
 * The resource's history as a time line: a lane for each writer, a column for each exchange, and below what the server held.
 * It is a table in truth, so that a screen reader and the keyboard get all of it; the style makes the picture.
 */
export function VersionsFigure({ file, panel }: { readonly file: CaseFile; readonly panel: Panel }) {
  const { lanes, marks, stretches, omitted } = picture(file);
  return (
    <Figure name="Versions" class="versions">
      <h2>Versions</h2>
      {omitted > 0 && <p class="quiet">{count(omitted, 'older exchange is', 'older exchanges are')} not drawn.</p>}
      <div class="scroller">
        <table>
          <thead>
            <tr>
              <th scope="col" class="lane">
                Who
              </th>
              {marks.map((mark, i) => (
                <th key={mark.exchange.id} scope="col">
                  {i === 0 ? timeOfDay(mark.exchange.startedAt) : since(marks[i - 1], mark)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {lanes.map((lane) => (
              <LaneRow key={lane.key} lane={lane} marks={marks} panel={panel} refusal={file.refusal.id} />
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row" class="lane">
                Server held
              </th>
              {stretches.map((stretch, i) => (
                <td key={i} colSpan={stretch.marks} class="held" title={stretch.validator ?? undefined}>
                  <span>{stretch.validator === null ? 'not seen' : shorten(stretch.validator, 24)}</span>
                </td>
              ))}
            </tr>
          </tfoot>
        </table>
      </div>
      <figcaption class="quiet">
        ○ read · ■ saved · ✕ refused · ◇ sent by Resave · ! no usable answer · ▲ changed by somebody who was not seen
        here
      </figcaption>
    </Figure>
  );
}

function since(before: Mark | undefined, mark: Mark): string {
  return before === undefined ? '' : `+${duration(mark.exchange.startedAt - before.exchange.startedAt)}`;
}

type LaneProps = {
  readonly lane: Lane;
  readonly marks: readonly Mark[];
  readonly panel: Panel;
  readonly refusal: string;
};

function LaneRow({ lane, marks, panel, refusal }: LaneProps) {
  return (
    <tr>
      <th scope="row" class="lane">
        {lane.name}
      </th>
      {marks.map((mark, i) => {
        if (lane.key === 'unseen')
          return (
            <td key={mark.exchange.id} class={mark.changedUnseen ? 'unseen' : undefined}>
              {mark.changedUnseen && <Unseen before={marks[i - 1]} mark={mark} />}
            </td>
          );
        const here = mark.lane === lane.key;
        return (
          <td key={mark.exchange.id} class={mark.stale && here ? 'stale' : undefined}>
            {here && <MarkButton mark={mark} panel={panel} itself={mark.exchange.id === refusal} />}
          </td>
        );
      })}
    </tr>
  );
}

function Unseen({ before, mark }: { readonly before: Mark | undefined; readonly mark: Mark }) {
  const from = before === undefined ? '' : ` after ${timeOfDay(before.exchange.startedAt)}`;
  const text = `Changed${from}, by ${timeOfDay(mark.exchange.startedAt)} at the latest. No write that was recorded did it.`;
  return (
    <span class="mark unseen" title={text}>
      <span class="hidden">{text}</span>
      <span aria-hidden="true" class="drawn">
        <span class="glyph">▲</span>
        <span class="said">changed</span>
      </span>
    </span>
  );
}

const glyphs: { readonly [K in Mark['kind']]: string } = {
  read: '○',
  write: '■',
  refused: '✕',
  probe: '◇',
  failed: '!',
};

function MarkButton({ mark, panel, itself }: { readonly mark: Mark; readonly panel: Panel; readonly itself: boolean }) {
  const x = mark.exchange;
  const short = mark.kind === 'read' || mark.kind === 'probe' ? servedShort[x.servedBy] || 'read' : `${x.method}`;
  const label = [
    `${x.method} ${pathOf(x.url)}, ${x.status ?? 'no answer'}, ${timeOfDay(x.startedAt)}`,
    mark.kind === 'read' || mark.kind === 'probe' ? `answered by ${servedWord[x.servedBy]}` : '',
    mark.validator === null ? '' : `version ${shorten(mark.validator, 60)}`,
    mark.stale ? 'stale: the server held a newer one' : '',
  ]
    .filter(Boolean)
    .join(', ');
  return (
    <button
      type="button"
      class={`mark ${mark.kind}${itself ? ' itself' : ''}`}
      title={label}
      data-exchange={x.id}
      data-mark={mark.kind}
      onClick={() => panel.open(x.id)}
    >
      <span class="hidden">{label}</span>
      <span aria-hidden="true" class="drawn">
        <span class="glyph">{glyphs[mark.kind]}</span>
        <span class="said">{x.status !== null && x.status >= 300 ? `${x.status}` : short}</span>
        {mark.validator !== null && <span class="tag">{shorten(mark.validator, 10)}</span>}
        {mark.stale && <span class="old">stale</span>}
      </span>
    </button>
  );
}
