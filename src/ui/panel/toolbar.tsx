import { say } from '../../texts/say.ts';
import { Button } from '../shared/parts.tsx';
import type { World } from '../world.ts';
import { ExportMenu } from './export-menu.tsx';
import { FilterField } from './filter-field.tsx';
import type { Panel } from './model.ts';
import { Shortcuts } from './shortcuts.tsx';
import type { Watch } from './watch.ts';

/** Filter, recording switches, and the way to the guide. */
export function Toolbar({
  panel,
  watch,
  world,
}: {
  readonly panel: Panel;
  readonly watch: Watch;
  readonly world: World;
}) {
  const { all } = watch.watched.value;
  const nothingToWatch = watch.patterns.value.length === 0 ? say`This page cannot be watched.` : null;
  return (
    <header class="toolbar">
      <h1 class="hidden">{say`Resave`}</h1>
      <FilterField panel={panel} />
      <Button
        pressed={panel.view.value === 'patterns'}
        onClick={() => {
          panel.view.value = panel.view.value === 'patterns' ? 'conflicts' : 'patterns';
        }}
      >
        {say`Patterns`}
      </Button>
      <div class="tools">
        <span class="quiet" role="note">
          {watch.message.value}
        </span>
        <Button
          pressed={watch.site.value}
          unavailable={nothingToWatch}
          onClick={watch.toggleSite}
        >{say`Watch this site`}</Button>
        <Button pressed={all} onClick={watch.toggleAll}>{say`Watch all sites`}</Button>
        <Button onClick={() => void world.openPage('bring')}>{say`Import`}</Button>
        <ExportMenu panel={panel} world={world} />
        <Button onClick={() => void world.openPage('settings')}>{say`Settings`}</Button>
        <Button onClick={() => void world.openPage('guide')}>{say`Guide`}</Button>
        <Shortcuts />
      </div>
    </header>
  );
}
