import { useEffect, useRef } from 'preact/hooks';
import type { Exchange } from '../../record/exchange.ts';
import { requestHeaders, responseHeaders } from '../../record/exchange.ts';
import { say } from '../../texts/say.ts';
import { LimitNote } from '../shared/limit-note.tsx';
import { reveal } from '../shared/reveal.ts';
import { duration, nameOf, servedWord, timeOfDay } from '../shared/words.ts';
import { BodyView } from './body/body-view.tsx';
import { CustodyTable } from './custody-table.tsx';
import { InitiatorStack } from './initiator-stack.tsx';
import type { Panel } from './model.ts';
import { cacheFacts } from './state/cache-facts.ts';
import { custody } from './state/custody.ts';
import { limitsOfExchange } from './state/limits-met.ts';
import { oddities } from './state/oddities.ts';
import { Timing } from './timing.tsx';
import './exchange.css';

const missedWord = {
  beginning: say`its beginning`,
  end: say`its end`,
  'request-headers': say`the request’s header fields`,
  'response-headers': say`the response’s header fields`,
} as const;

/** What can be said of whose request it was where a worker asked. */
function sharersWord(tabs: readonly number[]): string {
  const [one] = tabs;
  return tabs.length === 1
    ? say`A worker of the site asked. Of the tabs that Resave sees only tab ${one ?? ''} may share it; no browser tells for which tab a worker asks.`
    : say`A worker of the site asked that tabs ${tabs.join(', ')} may share; no browser tells for which tab a worker asks.`;
}

/** All that is known of one exchange, from what it was to who asked for it. */
export function Whole({ exchange: x, panel }: { readonly exchange: Exchange; readonly panel: Panel }) {
  const { request, response } = custody(x);
  const facts = cacheFacts(x);
  const { links } = panel;
  const top = useRef<HTMLParagraphElement>(null);
  // Only now it has its whole length.
  useEffect(() => reveal(top.current?.parentElement), []);
  return (
    <>
      <p class="subject" ref={top}>
        <b>{nameOf(x)}</b>
        {links?.network !== undefined && x.sources.includes('devtools-network') && (
          <button type="button" class="link" onClick={() => links.network?.(x.url)}>
            {say`Show in the Network panel`}
          </button>
        )}
      </p>
      <dl class="facts">
        <dt>{say`URL`}</dt>
        <dd>
          <code class="value">{x.url}</code>
        </dd>
        <dt>{say`Status`}</dt>
        <dd>{x.status ?? x.error ?? say`no answer was seen`}</dd>
        <dt>{say`Time`}</dt>
        <dd>
          {x.endedAt === null
            ? timeOfDay(x.startedAt)
            : say`${timeOfDay(x.startedAt)}, took ${duration(x.endedAt - x.startedAt)}`}
        </dd>
        <dt>{say`Answered by`}</dt>
        <dd>{servedWord[x.servedBy]}</dd>
        {facts.map(({ name, text }) => (
          <Fact key={name} name={name} text={text} />
        ))}
        {x.initiator !== null && (
          <>
            <dt>{say`Asked by`}</dt>
            <dd>
              <code class="value">{x.initiator}</code>
            </dd>
          </>
        )}
        {x.sharers !== undefined && <Fact name={say`Tabs`} text={sharersWord(x.sharers)} />}
        {x.parent !== null && <Fact name={say`Sent by Resave`} text={x.parent.note || x.parent.role} />}
        {x.missed.length > 0 && (
          <Fact name={say`Not seen`} text={x.missed.map((part) => missedWord[part]).join(', ')} />
        )}
      </dl>
      {limitsOfExchange(x).map((id) => (
        <LimitNote key={id} id={id} />
      ))}
      {oddities(x).map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
      <CustodyTable title={say`Request header fields`} custody={request} />
      <BodyView title={say`Request body`} body={x.requestBody} headers={requestHeaders(x)} />
      <CustodyTable title={say`Response header fields`} custody={response} />
      <BodyView title={say`Response body`} body={x.responseBody} headers={responseHeaders(x)} />
      <Timing exchange={x} />
      <InitiatorStack frames={x.network?.stack ?? []} links={links} />
    </>
  );
}

function Fact({ name, text }: { readonly name: string; readonly text: string }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{text}</dd>
    </>
  );
}
