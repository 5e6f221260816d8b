import { useState } from 'preact/hooks';
import { say } from '../../texts/say.ts';
import type { Panel } from './model.ts';

/** The filter of the list, with what it understands, and how many refused saves fit. */
export function FilterField({ panel }: { readonly panel: Panel }) {
  const [hint, setHint] = useState(false);
  const { fitting, filter } = panel.list.shown.value;
  const { lines, all } = panel.list.known.value;
  const judging = panel.judging.value;
  const known = lines === 1 ? say`1 conflict` : say`${lines} conflicts`;
  return (
    <>
      <span class="filter-place">
        <input
          type="search"
          aria-label={say`Filter conflicts`}
          aria-describedby={hint ? 'resave-filter-hint' : undefined}
          placeholder={say`Filter`}
          autocomplete="off"
          spellcheck={false}
          value={panel.filter.value}
          onFocus={() => setHint(true)}
          onBlur={() => setHint(false)}
          onKeyDown={(event) => {
            if (event.key === 'Escape') setHint(false);
          }}
          onInput={(event) => panel.setFilter(event.currentTarget.value)}
        />
        {hint && panel.filter.value === '' && (
          <p class="filter-hint" id="resave-filter-hint">
            {say`Words of the address or the cause, or:`} <code>status:409</code> <code>status:4xx</code>{' '}
            <code>method:PUT,PATCH</code> <code>cause:cache</code> <code>site:example.org</code>{' '}
            <code>path:/api/articles/{'{id}'}</code> <code>tab:all</code>. {say`A minus before it takes out what fits.`}
          </p>
        )}
      </span>
      <span class="quiet count" aria-live="polite">
        {filter.text.trim() === '' ? known : say`${fitting} of ${known}`}
        {!all && '…'}
      </span>
      {judging !== null && (
        <span class="quiet judging">
          <progress value={judging.done} max={judging.of} aria-label={say`Finding the causes`} />
          {say`Causes known of ${judging.done} of ${judging.of}`}
        </span>
      )}
    </>
  );
}
