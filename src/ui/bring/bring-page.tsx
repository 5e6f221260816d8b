import { say } from '../../texts/say.ts';
import { ConflictGrid } from '../panel/conflict-grid.tsx';
import { Diagnosis } from '../panel/diagnosis.tsx';
import { FilterField } from '../panel/filter-field.tsx';
import { later } from '../shared/later.tsx';
import { Button, Notice, Region } from '../shared/parts.tsx';
import { DropZone } from './drop-zone.tsx';
import { FileList } from './file-list.tsx';
import { LogPatternsView } from './log-patterns.tsx';
import type { Bring } from './model.ts';

const PatternsView = later(async () => (await import('../panel/patterns/patterns-view.tsx')).PatternsView);

/** Files that were recorded elsewhere: what they show is told as if it had been seen here, and kept apart from what was. */
export function BringPage({ bring }: { readonly bring: Bring }) {
  const panel = bring.panel.value;
  const conflicts = panel.rows.value.length > 0 || panel.filter.value !== '';
  const patterns = bring.patterns.value;
  const asPatterns = panel.view.value === 'patterns';
  return (
    <main class="bring">
      <h1>{say`Import`}</h1>
      <p>
        {say`Let Resave look at requests that were recorded elsewhere: a HAR file gets the same diagnosis as live traffic, an access log shows where saves are refused.`}{' '}
        {say`The files are read here, in your browser. Nothing of them is stored or sent.`}
      </p>
      <DropZone add={(files) => void bring.add(files)} />
      <div class="status" role="status" aria-label={say`Progress`}>
        {bring.busy.value && say`Reading…`}
      </div>
      {bring.trouble.value !== null && <Notice kind="alert">{bring.trouble.value}</Notice>}
      {bring.files.value.length > 0 && (
        <>
          <FileList bring={bring} />
          <Button onClick={() => void bring.clear()}>{say`Remove all`}</Button>
        </>
      )}
      {bring.hasHar.value && conflicts && (
        <Region name={say`From files`} class="imported">
          <div class="imported-head">
            <h2>{say`Conflicts in the files`}</h2>
            <span class="mark">{say`from files, not live`}</span>
            <span class="spring" />
            <Button
              pressed={asPatterns}
              onClick={() => {
                panel.view.value = asPatterns ? 'conflicts' : 'patterns';
              }}
            >
              {say`Patterns`}
            </Button>
            <FilterField panel={panel} />
          </div>
          {/* Read anew with every file: the counts are of all of them. */}
          {asPatterns && <PatternsView key={bring.files.value.length} panel={panel} world={bring.world} />}
          <div class="split" hidden={asPatterns}>
            <div class="list" data-scroller>
              <ConflictGrid panel={panel} />
            </div>
            {panel.selected.value !== null && <Diagnosis panel={panel} />}
          </div>
        </Region>
      )}
      {patterns !== null && <LogPatternsView patterns={patterns} />}
    </main>
  );
}
