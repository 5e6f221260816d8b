import { say } from '../../texts/say.ts';
import { later } from '../shared/later.tsx';
import { Button, Notice } from '../shared/parts.tsx';
import type { World } from '../world.ts';
import { AlsoCalled } from './also-called.tsx';
import { ConflictGrid } from './conflict-grid.tsx';
import { Diagnosis } from './diagnosis.tsx';
import { DroppedFiles } from './dropped-files.tsx';
import { EmptyState } from './empty.tsx';
import type { Panel as Model } from './model.ts';
import { NoMatch } from './no-match.tsx';
import { Toolbar } from './toolbar.tsx';
import { UnsavedWork } from './unsaved.tsx';
import type { Watch } from './watch.ts';

const PatternsView = later(async () => (await import('./patterns/patterns-view.tsx')).PatternsView);

type Props = { readonly panel: Model; readonly watch: Watch; readonly world: World };

/** The whole panel: toolbar, the refused saves, and the diagnosis of the selected one. */
export function Panel({ panel, watch, world }: Props) {
  const load = panel.load.value;
  const none =
    load.state === 'ready' &&
    panel.rows.value.length === 0 &&
    panel.selected.value === null &&
    panel.filter.value === '';
  return (
    <div class="panel" aria-busy={load.state === 'loading'}>
      <Toolbar panel={panel} watch={watch} world={world} />
      {load.state === 'failed' && (
        <Notice kind="alert">
          {say`Resave cannot read its record. ${load.sentence}`}{' '}
          <Button onClick={() => void panel.refresh()}>{say`Try again`}</Button>
        </Notice>
      )}
      {panel.trouble.value !== null && load.state !== 'failed' && <Notice kind="alert">{panel.trouble.value}</Notice>}
      <DroppedFiles openPage={world.openPage} />
      <AlsoCalled watch={watch} />
      <UnsavedWork panel={panel} world={world} />
      {panel.view.value === 'patterns' && <PatternsView panel={panel} world={world} />}
      <main hidden={panel.view.value === 'patterns'} class={none ? 'split none' : 'split'}>
        <div class="list" data-scroller>
          <ConflictGrid panel={panel} />
          {!none && load.state === 'ready' && <NoMatch panel={panel} world={world} />}
        </div>
        {none ? (
          <EmptyState watch={watch} world={world} />
        ) : panel.selected.value !== null ? (
          <Diagnosis panel={panel} />
        ) : (
          load.state === 'loading' && <p class="reading quiet">{say`Reading what was recorded…`}</p>
        )}
      </main>
    </div>
  );
}
