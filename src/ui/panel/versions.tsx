import { useMemo, useState } from 'preact/hooks';
import type { CaseFile } from '../../diagnose/contract.ts';
import { say } from '../../texts/say.ts';
import { later } from '../shared/later.tsx';
import type { Panel } from './model.ts';
import type { Column } from './state/versions-columns.ts';
import { picture } from './state/versions-picture.ts';
import { notWider, widenBy, windowOf } from './state/versions-window.ts';
import { Drawing } from './versions-drawing.tsx';
import { Legend } from './versions-legend.tsx';
import { VersionsTable } from './versions-table.tsx';
import './versions.css';

const Compare = later(async () => (await import('./compare.tsx')).Compare);

/**
 * Picture and table of one history. The table is always there for a screen reader, with the rows that are drawn; to the eye it shows
 * on demand, then whole, and only then holds links, so that the focus never goes where nothing is seen.
 */
export function Versions({ file, panel }: { readonly file: CaseFile; readonly panel: Panel }) {
  const [asTable, setAsTable] = useState(false);
  const [comparing, setComparing] = useState(false);
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  const [wider, setWider] = useState(notWider);
  const engine = panel.engine.value;
  const whole = useMemo(() => picture(file, open, engine?.trail(file) ?? undefined), [file, open, engine]);
  const drawn = useMemo(() => windowOf(whole, file.refusal.id, wider), [whole, wider]);
  const widen = (side: 'earlier' | 'later', by = widenBy): void => setWider({ ...wider, [side]: wider[side] + by });
  const unfold = (first: string): void => {
    const idOf = ({ first: mark }: Column): string => mark.exchange.id;
    const run = whole.columns.findIndex((column) => idOf(column) === first);
    const about = whole.columns.findIndex((column) => idOf(column) === file.refusal.id);
    setOpen(new Set(open).add(first));
    // What was drawn beside it stays drawn.
    widen(run < about ? 'earlier' : 'later', whole.columns[run]?.marks.length ?? 0);
  };
  const foldAgain = (): void => {
    setOpen(new Set());
    setWider(notWider);
  };
  return (
    <>
      <div class="versions-top">
        <h2>{say`Versions`}</h2>
        <button type="button" class="link" aria-pressed={asTable} onClick={() => setAsTable(!asTable)}>
          {asTable ? say`Show as a picture` : say`Show as a table`}
        </button>
        <button type="button" class="link" aria-expanded={comparing} onClick={() => setComparing(!comparing)}>
          {comparing ? say`Close the differences` : say`Compare two versions`}
        </button>
        {open.size > 0 && !asTable && (
          <button type="button" class="link" onClick={foldAgain}>
            {say`Fold again`}
          </button>
        )}
        {drawn.earlier > 0 && !asTable && (
          <button type="button" class="link" onClick={() => widen('earlier')}>
            {say`Draw earlier ones (${drawn.earlier} more)`}
          </button>
        )}
        {drawn.later > 0 && !asTable && (
          <button type="button" class="link" onClick={() => widen('later')}>
            {say`Draw later ones (${drawn.later} more)`}
          </button>
        )}
      </div>
      {drawn.omitted > 0 && <p class="quiet">{say`${drawn.omitted} older exchanges are not drawn.`}</p>}
      {!asTable && <Drawing drawn={drawn} refusal={file.refusal.id} open={panel.open} unfold={unfold} widen={widen} />}
      <VersionsTable drawn={asTable ? whole : drawn} refusal={file.refusal.id} shown={asTable} open={panel.open} />
      {!asTable && <Legend drawn={drawn} />}
      {comparing && <Compare file={file} panel={panel} />}
    </>
  );
}
