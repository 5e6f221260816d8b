import { say } from '../../texts/say.ts';
import { Button } from '../shared/parts.tsx';
import type { World } from '../world.ts';
import type { Panel } from './model.ts';

/** Below the list: that nothing fits and the ways out, or that the answer is not complete yet. */
export function NoMatch({ panel, world }: { readonly panel: Panel; readonly world: World }) {
  const { filter, fitting, whole } = panel.list.shown.value;
  const known = panel.list.known.value;
  if (fitting > 0 && !filter.asksCause) return null;
  if (filter.text.trim() === '')
    return fitting > 0 ? null : <p class="quiet no-match">{say`No save was refused in this tab.`}</p>;
  const judged = filter.asksCause ? Math.min(known.lines, panel.summaries.value.size) : known.lines;
  const waits = !whole || !known.all || judged < known.lines;
  return (
    <div class="no-match">
      {waits && (
        <p class="quiet" role="note">
          {filter.asksCause
            ? say`The cause is known of ${judged} of ${known.lines} refused saves so far. The others are being judged.`
            : say`Older refused saves are still being read.`}
        </p>
      )}
      {fitting === 0 && (
        <>
          <p>{waits ? say`Nothing fits “${filter.text}” so far.` : say`No refused save fits “${filter.text}”.`}</p>
          <Button onClick={() => panel.setFilter('')}>{say`Clear the filter`}</Button>
          {!filter.everyTab && world.tabId !== null && (
            <Button onClick={() => panel.setFilter(`${filter.text.trim()} tab:all`)}>{say`Look in every tab`}</Button>
          )}
        </>
      )}
    </div>
  );
}
