import { useEffect, useRef } from 'preact/hooks';
import { say } from '../../texts/say.ts';
import { later } from '../shared/later.tsx';
import { Notice, Region } from '../shared/parts.tsx';
import { reveal } from '../shared/reveal.ts';
import type { Panel } from './model.ts';

const Whole = later(async () => (await import('./exchange.tsx')).Whole);

/** One exchange as it was recorded: who said what, at which stage, and what was not seen. Fetched when the first is opened. */
export function ExchangeView({ panel }: { readonly panel: Panel }) {
  const opened = panel.opened.value;
  const top = useRef<HTMLDivElement>(null);
  const id = opened === null ? null : `${opened.id} ${opened.state}`;
  useEffect(() => {
    // Again when it has grown from the loading state to its whole length.
    if (id === null) return;
    top.current?.focus({ preventScroll: true });
    reveal(top.current?.parentElement);
  }, [id]);
  if (opened === null) return null;
  return (
    <Region name={say`Exchange`} class="exchange">
      <div ref={top} tabIndex={-1} class="exchange-top">
        <h2>{say`Exchange`}</h2>
        <button type="button" class="link" onClick={panel.close}>
          {say`Close`}
        </button>
      </div>
      {opened.state === 'loading' && <p class="quiet">{say`Reading…`}</p>}
      {opened.state === 'gone' && <Notice kind="alert">{opened.sentence}</Notice>}
      {opened.state === 'open' && <Whole key={opened.id} exchange={opened.exchange} panel={panel} />}
    </Region>
  );
}
