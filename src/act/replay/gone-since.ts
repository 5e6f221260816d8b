import { isObject, type Json, parseJson } from '../merge/json.ts';
import { isManagedName } from '../merge/managed.ts';
import { type Path, spellPath } from '../merge/path.ts';
import type { PreparedReplay } from './prepared.ts';

/** Objects within objects that are looked into. */
const deepest = 4;
const most = 20;

/**
 * Places of the fresh read that the server no longer holds although the save was not to remove them: what a save leaves out, some servers
 * drop, and with it what somebody else has just written there. Members of JSON objects only.
 */
export function goneSince({ kind, fresh, plan }: PreparedReplay, held: string): readonly string[] {
  if (kind !== 'update') return [];
  const [before, now] = [parseJson(fresh.body), parseJson(held)];
  if (!before.ok || !now.ok) return [];
  // The plan names places as the save does, which may lack the read's envelope.
  const removed = plan.fields.filter(({ mine }) => mine === null).map(({ path }) => path.replace(/^\$/, ''));
  const gone: string[] = [];
  const walk = (was: Json, is: Json, path: Path): void => {
    if (!isObject(was) || !isObject(is) || path.length >= deepest) return;
    for (const [name, value] of was) {
      if (gone.length >= most || isManagedName(name)) continue;
      const [place, other] = [[...path, name], is.get(name)];
      if (other !== undefined) walk(value, other, place);
      else if (value !== null && !removed.some((end) => spellPath(place).endsWith(end))) gone.push(spellPath(place));
    }
  };
  walk(before.value, now.value, []);
  return gone;
}
