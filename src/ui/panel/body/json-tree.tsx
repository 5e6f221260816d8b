import { useMemo, useRef, useState } from 'preact/hooks';
import type { Json } from '../../../act/merge/json.ts';
import { say } from '../../../texts/say.ts';
import { Value } from '../../shared/value.tsx';
import { firstUnfolded, keyInTree, pageSize, rowsOf, type TreeRow } from './json-rows.ts';

/** JSON as a tree (WAI-ARIA's tree pattern): arrows fold, unfold and move. Only what is unfolded is drawn. */
export function JsonTree({ value, name }: { readonly value: Json; readonly name: string }) {
  const [unfolded, setUnfolded] = useState(() => firstUnfolded(value));
  const [current, setCurrent] = useState('');
  const box = useRef<HTMLDivElement>(null);
  const rows = useMemo(() => rowsOf(value, unfolded), [value, unfolded]);
  const active = rows.some(({ id }) => id === current) ? current : '';

  const toggle = (row: TreeRow): void => {
    const next = new Map(unfolded);
    if (row.kind === 'more') next.set(row.parent ?? '', (unfolded.get(row.parent ?? '') ?? 0) + pageSize);
    else if (row.open) next.delete(row.id);
    else if (row.size > 0) next.set(row.id, pageSize);
    setUnfolded(next);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const done = keyInTree(rows, active, event.key);
    if (done === null || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    if ('toggle' in done) {
      const row = rows.find(({ id }) => id === done.toggle);
      if (row !== undefined) toggle(row);
      return;
    }
    setCurrent(done.focus);
    box.current?.querySelector<HTMLElement>(`[data-row="${CSS.escape(done.focus)}"]`)?.focus();
  };

  return (
    <div class="json-tree" role="tree" aria-label={name} ref={box} onKeyDown={onKeyDown}>
      {rows.map((row) => (
        // biome-ignore lint/a11y/useKeyWithClickEvents: the tree hears the keys
        <div
          key={row.id}
          class={`tree-row ${row.kind}`}
          role="treeitem"
          aria-level={row.depth + 1}
          aria-expanded={row.size > 0 ? row.open : undefined}
          aria-selected={row.id === active}
          tabIndex={row.id === active ? 0 : -1}
          data-row={row.id}
          style={{ paddingInlineStart: `${Math.min(row.depth, 20) * 14}px` }}
          onFocus={() => setCurrent(row.id)}
          onClick={() => {
            // Who marks text to copy it does not want it folded.
            if (getSelection()?.isCollapsed !== false) toggle(row);
          }}
        >
          <Line row={row} />
        </div>
      ))}
    </div>
  );
}

function Line({ row: { name, kind, text, size, open } }: { readonly row: TreeRow }) {
  if (kind === 'more') return <span class="link">{say`Show ${Math.min(pageSize, Number(text))} of ${text} more`}</span>;
  const folded = kind === 'object' || kind === 'array';
  return (
    <>
      <span class="twist" aria-hidden="true">
        {size === 0 ? '' : open ? '▾' : '▸'}
      </span>
      {name !== null && <span class="name">{`${name}: `}</span>}
      {folded ? <span class="quiet">{kind === 'object' ? `{${size}}` : `[${size}]`}</span> : <Value text={text} />}
    </>
  );
}
