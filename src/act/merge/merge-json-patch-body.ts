import { say } from '../../texts/say.ts';
import { keyOfField, learnIdentity } from './array-identity.ts';
import { isArray, isObject, type Json, type JsonObject, parseJson } from './json.ts';
import { same } from './json-equal.ts';
import { indentOf, writeJson } from './json-write.ts';
import { Ledger } from './ledger.ts';
import { mergeValue } from './merge-value.ts';
import { type Path, spellPath } from './path.ts';
import { added, readPointer, removed, stepsIn, writePointer } from './pointer.ts';
import { relocated } from './relocate.ts';
import { type Choices, cannot, type MergeBodies, type MergeResult } from './result.ts';
import { ask, type Merging, type Place, type Side, take } from './sides.ts';
import { valueAt, withValue } from './tree.ts';
import { finish } from './wrap-up.ts';

/**
 * A JSON Patch (RFC 6902) is replayed as the changes that it is: each operation is moved to where its element stands now, and
 * asked about where somebody else changed the same place. Base and fresh read are carried along as if each operation were done.
 */
export function mergeJsonPatchBody(input: MergeBodies): MergeResult {
  const [mine, theirs] = [parseJson(input.mine), parseJson(input.theirs)];
  const base = input.base === null ? null : parseJson(input.base);
  if (!mine.ok) return cannot('unreadable', say`Your save ${mine.why}, so it cannot be merged.`);
  if (!theirs.ok) return cannot('unreadable', say`The fresh read ${theirs.why}, so nothing can be compared with it.`);
  const known = base?.ok === true ? base.value : undefined;
  const operations = isArray(mine.value) ? mine.value.filter(isObject) : [];
  if (!isArray(mine.value) || operations.length !== mine.value.length)
    return cannot('unreadable', say`Your save is not a list of operations, so it cannot be merged.`);
  const envelope = envelopeOf(operations, known ?? theirs.value);
  const run = (choices: Choices): { ledger: Ledger; body: string } => {
    const ledger = new Ledger(choices);
    const replay = new Replay(input, ledger, valueAt(known, envelope), valueAt(theirs.value, envelope));
    return {
      ledger,
      body: writeJson(
        operations.flatMap((op) => replay.next(op)),
        indentOf(input.mine),
      ),
    };
  };
  return finish(run({}).ledger, known !== undefined, run);
}

/** The part of the read that the pointers speak of: the read itself, or the one object around which a read puts an envelope. */
function envelopeOf(operations: readonly JsonObject[], read: Json): Path {
  const first = operations
    .map((op) => readPointer(textIn(op, 'path'))?.[0])
    .filter((step): step is string => step !== undefined);
  const fits = (value: Json | undefined): number => first.filter((step) => isObject(value) && value.has(step)).length;
  if (!isObject(read) || fits(read) > 0) return [];
  const inner = [...read].map(([key, value]) => ({ key, fit: fits(value) })).sort((a, b) => b.fit - a.fit)[0];
  return inner !== undefined && inner.fit > 0 ? [inner.key] : [];
}

function textIn(op: JsonObject, key: string): string {
  const value = op.get(key);
  return typeof value === 'string' ? value : '';
}

class Replay {
  readonly #merging: Merging;
  readonly #tokens: ReadonlySet<string>;
  readonly #spelled = new Set<string>();
  #base: Side;
  #theirs: Side;
  #count = 0;

  constructor(input: MergeBodies, ledger: Ledger, base: Side, theirs: Side) {
    this.#merging = {
      ledger,
      words: 'json',
      baseKnown: base !== undefined,
      tokens: { paths: new Set(), keys: new Set() },
      top: null,
      withheld: 0,
    };
    this.#tokens = new Set(input.tokenPaths.map((carrier) => carrier.replace(/^patch:/, '')));
    this.#base = base;
    this.#theirs = theirs;
  }

  /** What is to be sent for one operation: itself, another, or nothing. */
  next(op: JsonObject): JsonObject[] {
    this.#count++;
    const pointer = textIn(op, 'path');
    const kind = textIn(op, 'op');
    const segments = readPointer(pointer);
    // The token is put in later, whatever it is now.
    if (kind === 'test' && this.#tokens.has(pointer)) return [op];
    const before = segments === null ? null : stepsIn(this.#base ?? this.#theirs, segments);
    const now =
      before === null ? null : this.#base === undefined ? before : relocated(before, this.#base, this.#theirs);
    const place = this.#place(before ?? segments ?? [pointer]);
    if (
      before === null ||
      now === null ||
      (this.#base === undefined && before.some((step) => typeof step === 'number'))
    )
      return this.#lost(op, place);
    const value = op.get('value');
    const sides: Sides = { place, before, now, base: valueAt(this.#base, before), theirs: valueAt(this.#theirs, now) };
    if (kind === 'test') return this.#test(op, sides);
    if (kind === 'remove') return this.#remove(op, sides);
    if (kind === 'move' || kind === 'copy') return this.#carry(op, sides);
    if ((kind === 'add' || kind === 'replace') && value !== undefined)
      return kind === 'add' && typeof now.at(-1) === 'number'
        ? this.#insert(op, sides, value)
        : this.#set(op, sides, value);
    return [op];
  }

  /** One place may be named by several operations; each row has a path of its own. */
  #place(path: Path): Place | null {
    let place: Place | null = null;
    for (const step of path) place = { above: place, step };
    const spelled = spellPath(path);
    if (this.#spelled.has(spelled)) place = { above: place, step: this.#count, spelled: ` (operation ${this.#count})` };
    this.#spelled.add(spelled);
    return place;
  }

  #lost(op: JsonObject, place: Place | null): JsonObject[] {
    const chosen = ask(
      this.#merging,
      place,
      undefined,
      op,
      undefined,
      say`The place that you changed is not found again in the fresh read. Theirs leaves this change out.`,
    );
    return isObject(chosen) ? [chosen] : [];
  }

  #set(op: JsonObject, { place, before, now, base, theirs }: Sides, value: Json): JsonObject[] {
    const merged = mergeValue(this.#merging, place, base, value, theirs);
    this.#base = withValue(this.#base, before, value) ?? this.#base;
    if (merged === undefined || (same(merged, theirs) && !same(merged, value))) return [];
    this.#theirs = withValue(this.#theirs, now, merged) ?? this.#theirs;
    const kind = theirs === undefined ? 'add' : textIn(op, 'op');
    return [new Map(op).set('op', kind).set('path', writePointer(now)).set('value', merged)];
  }

  /** A new element never clashes, but where somebody else put one of the same name there. */
  #insert(op: JsonObject, { before, now, place }: Sides, value: Json): JsonObject[] {
    const end = textIn(op, 'path').endsWith('/-');
    const twin = namesake(value, valueAt(this.#theirs, now.slice(0, -1)), valueAt(this.#base, before.slice(0, -1)));
    const inserted =
      twin === undefined
        ? take(this.#merging, 'mine', place, [undefined, value, undefined], say`You added it to the list.`)
        : ask(
            this.#merging,
            place,
            undefined,
            value,
            twin,
            say`Somebody else added one of that name. Mine adds a second one.`,
          );
    if (inserted === undefined || inserted === twin) return [];
    this.#base = added(this.#base, before, value) ?? this.#base;
    this.#theirs = added(this.#theirs, now, inserted) ?? this.#theirs;
    const path = end ? `${writePointer(now.slice(0, -1))}/-` : writePointer(now);
    return [new Map(op).set('path', path).set('value', inserted)];
  }

  #remove(op: JsonObject, { place, before, now, base, theirs }: Sides): JsonObject[] {
    const merged = mergeValue(this.#merging, place, base, undefined, theirs);
    this.#base = removed(this.#base, before) ?? this.#base;
    if (theirs === undefined || (merged !== undefined && same(merged, theirs))) return [];
    const path = writePointer(now);
    if (merged !== undefined)
      return [
        new Map<string, Json>([
          ['op', 'replace'],
          ['path', path],
          ['value', merged],
        ]),
      ];
    this.#theirs = removed(this.#theirs, now) ?? this.#theirs;
    return [new Map(op).set('path', path)];
  }

  #test(op: JsonObject, { place, now, base, theirs }: Sides): JsonObject[] {
    const wanted = op.get('value') ?? null;
    const path = writePointer(now);
    if (same(wanted, theirs)) return [new Map(op).set('path', path)];
    const chosen = ask(
      this.#merging,
      place,
      base,
      wanted,
      theirs,
      say`Your save wants this value to be there, and somebody else changed it. Theirs goes on with the new one.`,
    );
    return chosen === undefined ? [] : [new Map(op).set('path', path).set('value', chosen)];
  }

  /** `move` and `copy`: both ends must stand as they stood. */
  #carry(op: JsonObject, { place, before, now, base, theirs }: Sides): JsonObject[] {
    const segments = readPointer(textIn(op, 'from'));
    const source = segments === null ? null : stepsIn(this.#base ?? this.#theirs, segments);
    const sourceNow = source === null || this.#base === undefined ? null : relocated(source, this.#base, this.#theirs);
    if (source === null || sourceNow === null) return this.#lost(op, place);
    const [was, is] = [valueAt(this.#base, source), valueAt(this.#theirs, sourceNow)];
    const untouched = same(was, is) && (typeof before.at(-1) === 'number' || same(base, theirs));
    if (was === undefined || is === undefined || !untouched) return this.#lost(op, place);
    const moved = textIn(op, 'op') === 'move';
    const step = (root: Side, from: Path, to: Path, value: Json): Side =>
      added(moved ? (removed(root, from) ?? root) : root, to, value) ?? root;
    this.#base = step(this.#base, source, before, was);
    this.#theirs = step(this.#theirs, sourceNow, now, is);
    take(this.#merging, 'mine', place, [base, is, theirs], moved ? say`You moved it here.` : say`You copied it here.`);
    return [new Map(op).set('from', writePointer(sourceNow)).set('path', writePointer(now))];
  }
}

/** The element of theirs that has the same identity and was not there before. */
function namesake(value: Json, theirs: Side, base: Side): Side {
  if (!isArray(theirs)) return undefined;
  const field = learnIdentity([], [value], theirs);
  const name = field === null ? null : keyOfField(field);
  const wanted = name?.(value) ?? null;
  if (name === null || wanted === null) return undefined;
  const has = (element: Json): boolean => name(element) === wanted;
  return isArray(base) && base.some(has) ? undefined : theirs.find(has);
}

type Sides = {
  readonly place: Place | null;
  readonly before: Path;
  readonly now: Path;
  readonly base: Side;
  readonly theirs: Side;
};
