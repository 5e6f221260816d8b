import { useEffect, useRef } from 'preact/hooks';
import type { Exchange } from '../../record/exchange.ts';
import { Notice, Region } from '../shared/parts.tsx';
import { reveal } from '../shared/reveal.ts';
import { duration, nameOf, servedWord, timeOfDay } from '../shared/words.ts';
import { BodyView } from './body-view.tsx';
import type { Panel } from './model.ts';
import { type Custody, custody, stageWord } from './state/custody.ts';
import { oddities } from './state/oddities.ts';

/** One exchange as it was recorded: who said what, at which stage, and what was not seen. */
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
    <Region name="Exchange" class="exchange">
      <div ref={top} tabIndex={-1} class="exchange-top">
        <h2>Exchange</h2>
        <button type="button" class="link" onClick={panel.close}>
          Close
        </button>
      </div>
      {opened.state === 'loading' && <p class="quiet">Reading…</p>}
      {opened.state === 'gone' && <Notice kind="alert">{opened.sentence}</Notice>}
      {opened.state === 'open' && <Whole exchange={opened.exchange} />}
    </Region>
  );
}

const missedWord = {
  beginning: 'its beginning',
  end: 'its end',
  'request-headers': 'the request’s header fields',
  'response-headers': 'the response’s header fields',
} as const;

function Whole({ exchange: x }: { readonly exchange: Exchange }) {
  const { request, response } = custody(x);
  return (
    <>
      <p class="subject">
        <b>{nameOf(x)}</b>
      </p>
      <dl class="facts">
        <dt>URL</dt>
        <dd>
          <code class="value">{x.url}</code>
        </dd>
        <dt>Status</dt>
        <dd>{x.status ?? x.error ?? 'no answer was seen'}</dd>
        <dt>Time</dt>
        <dd>
          {timeOfDay(x.startedAt)}
          {x.endedAt !== null && `, took ${duration(x.endedAt - x.startedAt)}`}
        </dd>
        <dt>Answered by</dt>
        <dd>{servedWord[x.servedBy]}</dd>
        {x.initiator !== null && (
          <>
            <dt>Asked by</dt>
            <dd>
              <code class="value">{x.initiator}</code>
            </dd>
          </>
        )}
        {x.parent !== null && (
          <>
            <dt>Sent by Resave</dt>
            <dd>{x.parent.note || x.parent.role}</dd>
          </>
        )}
        {x.missed.length > 0 && (
          <>
            <dt>Not seen</dt>
            <dd>{x.missed.map((part) => missedWord[part]).join(', ')}</dd>
          </>
        )}
      </dl>
      {oddities(x).map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
      <Headers title="Request header fields" custody={request} />
      <BodyView title="Request body" body={x.requestBody} />
      <Headers title="Response header fields" custody={response} />
      <BodyView title="Response body" body={x.responseBody} />
    </>
  );
}

const changeWord = { same: '', unseen: '', added: 'added', removed: 'removed', changed: 'changed' } as const;

function Headers({ title, custody: c }: { readonly title: string; readonly custody: Custody }) {
  const [first, second] = c.stages;
  if (c.rows.length === 0)
    return (
      <>
        <h3>{title}</h3>
        <p class="quiet">{c.seen[0] || c.seen[1] ? 'None.' : 'They were not seen.'}</p>
      </>
    );
  const both = c.seen[0] && c.seen[1];
  return (
    <>
      <h3>{title}</h3>
      <div class="scroller">
        <table class="custody">
          <thead>
            <tr>
              <th scope="col">Field</th>
              {c.seen[0] && <th scope="col">{stageWord[first]}</th>}
              {c.seen[1] && <th scope="col">{stageWord[second]}</th>}
              {both && <th scope="col">On the way</th>}
            </tr>
          </thead>
          <tbody>
            {c.rows.map((row) => (
              <tr key={row.name} class={row.change} data-change={row.change}>
                <th scope="row">
                  <code>{row.name}</code>
                </th>
                {c.seen[0] && <Cell value={row.before} />}
                {c.seen[1] && <Cell value={row.after} />}
                {both && <td>{changeWord[row.change]}</td>}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {!both && <p class="quiet">Only one stage was seen, so a change on the way would not show here.</p>}
    </>
  );
}

function Cell({ value }: { readonly value: string | null }) {
  return <td>{value === null ? <span class="absent">not there</span> : <code class="value">{value}</code>}</td>;
}
