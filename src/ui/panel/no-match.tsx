import { say } from '../../texts/say.ts';
import { Button } from '../shared/parts.tsx';
import type { World } from '../world.ts';
import type { Panel } from './model.ts';

/** In place of an empty list: that nothing fits, whether that is the last word, and the ways out. */
export function NoMatch({ panel, world }: { readonly panel: Panel; readonly world: World }) {
  const { filter, fitting, whole } = panel.list.shown.value;
  const known = panel.list.known.value;
  if (fitting > 0) return null;
  if (filter.text.trim() === '') return <p class="quiet no-match">{say`No save was refused in this tab.`}</p>;
  const judging = panel.judging.value;
  const isJudging = filter.asksCause && (judging !== null || panel.engine.value === null);
  const waits = !whole || !known.all || isJudging;
  return (
    <div class="no-match">
      {waits && (
        <p class="quiet" role="note">
          {isJudging
            ? say`The cause is known of ${judging?.done ?? 0} of ${known.lines} refused saves so far. The others are being judged.`
            : say`Older refused saves are still being read.`}
        </p>
      )}
      <p>{waits ? say`Nothing fits “${filter.text}” so far.` : say`No refused save fits “${filter.text}”.`}</p>
      <Button onClick={() => panel.setFilter('')}>{say`Clear the filter`}</Button>
      {!filter.everyTab && world.tabId !== null && (
        <Button onClick={() => panel.setFilter(`${filter.text.trim()} tab:all`)}>{say`Look in every tab`}</Button>
      )}
    </div>
  );
}
