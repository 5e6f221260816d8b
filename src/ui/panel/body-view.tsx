import type { Body } from '../../record/exchange.ts';
import { laidOut } from '../shared/json-layout.ts';
import { Value } from '../shared/value.tsx';
import { sizeOf } from '../shared/words.ts';

const notKept = {
  'not-given': 'The browser did not give it.',
  'too-large': 'It was larger than Resave keeps.',
  evicted: 'It was dropped to make room for newer ones.',
  'not-loaded': 'It was not loaded.',
} as const;

/** A body as it was kept, and what is missing from it. JSON is laid out; nothing is ever run or rendered. */
export function BodyView({ title, body }: { readonly title: string; readonly body: Body }) {
  return (
    <>
      <h3>{title}</h3>
      {body.state === 'none' && <p class="quiet">None.</p>}
      {body.state === 'not-kept' && (
        <p class="quiet">
          Not kept{body.length === null ? '' : ` (${sizeOf(body.length)})`}. {notKept[body.why]}
        </p>
      )}
      {body.state === 'kept' && (
        <>
          {body.redacted && <p class="quiet">Secrets in it were replaced before it was stored.</p>}
          {body.truncated && (
            <p class="quiet">
              Only the first {sizeOf(body.data.length)} of {sizeOf(body.length)} were kept.
            </p>
          )}
          {body.encoding === 'base64' && <p class="quiet">Binary, shown as base64.</p>}
          <pre class="body">
            <Value text={body.encoding === 'text' ? laidOut(body.data) : body.data} absent="empty" />
          </pre>
        </>
      )}
    </>
  );
}
