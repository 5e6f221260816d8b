import fc from 'fast-check';

export type Plain = null | boolean | number | string | Plain[] | { [key: string]: Plain };

const key = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f');
const line = fc.constantFrom('one', 'two', 'three', '', '  four');
const leaf: fc.Arbitrary<Plain> = fc.oneof(
  fc.integer({ min: -5, max: 20 }),
  fc.boolean(),
  fc.constant(null),
  fc.constantFrom('x', 'y', 'zebra'),
  fc.array(line, { minLength: 2, maxLength: 6 }).map((lines) => lines.join('\n')),
);
const tags = fc.uniqueArray(fc.constantFrom('red', 'green', 'blue', 'grey', 'pink'), { maxLength: 4 });

export const tree: fc.Arbitrary<Plain> = fc.letrec<{ value: Plain }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    leaf,
    fc.dictionary(key, tie('value'), { maxKeys: 5, noNullPrototype: true }),
    fc.array(tie('value'), { maxLength: 4 }),
    tags,
    fc
      .uniqueArray(fc.integer({ min: 1, max: 9 }), { maxLength: 4 })
      .chain((ids) => fc.tuple(...ids.map((id) => fc.record({ id: fc.constant(id), a: tie('value'), b: leaf })))),
  ),
})).value;

export type Edit = {
  readonly at: readonly number[];
  readonly kind: 'set' | 'remove' | 'add' | 'move';
  readonly value: Plain;
  readonly key: string;
};

export const edits: fc.Arbitrary<readonly Edit[]> = fc.array(
  fc.record({
    at: fc.array(fc.nat(7), { minLength: 1, maxLength: 4 }),
    kind: fc.constantFrom('set', 'set', 'remove', 'add', 'move'),
    value: leaf,
    key,
  }),
  { maxLength: 4 },
);

/** One person's work on a document: a copy with the edits made. */
export function edited(base: Plain, work: readonly Edit[]): Plain {
  const root = { root: structuredClone(base) };
  for (const edit of work) apply(root, edit);
  return root.root;
}

function apply(root: { root: Plain }, { at, kind, value, key: name }: Edit): void {
  let holder: { [key: string]: Plain } | Plain[] = root;
  let last: string = 'root';
  for (const step of at) {
    const inner: Plain | undefined = Array.isArray(holder) ? holder[Number(last)] : holder[last];
    if (typeof inner !== 'object' || inner === null) break;
    const keys = Object.keys(inner).filter((one) => one !== 'id');
    const next = keys[step % Math.max(1, keys.length)];
    if (next === undefined) break;
    holder = inner;
    last = next;
  }
  if (holder === root) return;
  if (Array.isArray(holder)) {
    const index = Number(last);
    if (kind === 'remove') holder.splice(index, 1);
    else if (kind === 'add') holder.splice(index, 0, value);
    else if (kind === 'move') holder.push(...holder.splice(index, 1));
    else holder[index] = value;
  } else if (kind === 'remove') delete holder[last];
  else if (kind === 'add') holder[name] = value;
  else holder[last] = value;
}
