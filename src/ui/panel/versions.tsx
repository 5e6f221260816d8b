import { useMemo, useState } from 'preact/hooks';
import type { CaseFile } from '../../diagnose/contract.ts';
import { say } from '../../texts/say.ts';
import { later } from '../shared/later.tsx';
import type { Panel } from './model.ts';
import { picture } from './state/versions-picture.ts';
import { Drawing } from './versions-drawing.tsx';
import { Legend } from './versions-legend.tsx';
import { VersionsTable } from './versions-table.tsx';
import './versions.css';

const Compare = later(async () => (await import('./compare.tsx')).Compare);

/**
 * Picture and table of one history. The table is always there for a screen reader; to the eye it shows on demand,
 * and only then holds links, so that the focus never goes where nothing is seen.
 */
export function Versions({ file, panel }: { readonly file: CaseFile; readonly panel: Panel }) {
  const [asTable, setAsTable] = useState(false);
  const [comparing, setComparing] = useState(false);
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  const drawn = useMemo(() => picture(file, open), [file, open]);
  const unfold = (first: string): void => setOpen(new Set(open).add(first));
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
          <button type="button" class="link" onClick={() => setOpen(new Set())}>
            {say`Fold again`}
          </button>
        )}
      </div>
      {drawn.omitted > 0 && <p class="quiet">{say`${drawn.omitted} older exchanges are not drawn.`}</p>}
      {!asTable && <Drawing drawn={drawn} refusal={file.refusal.id} open={panel.open} unfold={unfold} />}
      <VersionsTable drawn={drawn} refusal={file.refusal.id} shown={asTable} open={panel.open} />
      {!asTable && <Legend drawn={drawn} />}
      {comparing && <Compare file={file} panel={panel} />}
    </>
  );
}
