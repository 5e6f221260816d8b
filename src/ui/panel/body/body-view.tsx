import { useMemo, useState } from 'preact/hooks';
import { parseJson } from '../../../act/merge/json.ts';
import type { HeaderList } from '../../../http/header-list.ts';
import type { Body } from '../../../record/exchange.ts';
import { say } from '../../../texts/say.ts';
import { copyText } from '../../shared/copy.ts';
import { Value } from '../../shared/value.tsx';
import { sizeOf } from '../../shared/words.ts';
import { type Format, formatOf, formMembers, partsOf } from './format.ts';
import { bytesOf } from './hex.ts';
import { HexView } from './hex-view.tsx';
import { JsonTree } from './json-tree.tsx';
import { laidOutXml } from './xml-layout.ts';

const notKept = {
  'not-given': say`The browser did not give it.`,
  'too-large': say`It was larger than Resave keeps.`,
  evicted: say`It was dropped to make room for newer ones.`,
  'not-loaded': say`It was not loaded.`,
} as const;

type Props = { readonly title: string; readonly body: Body; readonly headers: HeaderList | null };

/** A body as it was kept, and what is missing from it, in the form in which it is best read. Nothing is ever run or rendered. */
export function BodyView({ title, body, headers }: Props) {
  return (
    <>
      <h3>{title}</h3>
      {body.state === 'none' && <p class="quiet">{say`None.`}</p>}
      {body.state === 'not-kept' && (
        <p class="quiet">
          {body.length === null ? say`Not kept.` : say`Not kept (${sizeOf(body.length)}).`} {notKept[body.why]}
        </p>
      )}
      {body.state === 'kept' && <Kept key={body.data} title={title} body={body} headers={headers} />}
    </>
  );
}

type KeptBody = Extract<Body, { readonly state: 'kept' }>;

function Kept({
  title,
  body,
  headers,
}: {
  readonly title: string;
  readonly body: KeptBody;
  readonly headers: Props['headers'];
}) {
  const [raw, setRaw] = useState(false);
  const [copied, setCopied] = useState('');
  const format = body.encoding === 'base64' ? 'binary' : formatOf(body.data, headers);
  const hasForm = format !== 'text' && body.encoding === 'text' && body.data !== '';
  return (
    <>
      {body.redacted && <p class="quiet">{say`Secrets in it were replaced before it was stored.`}</p>}
      {body.truncated && (
        <p class="quiet">{say`Only the first ${sizeOf(body.data.length)} of ${sizeOf(body.length)} were kept.`}</p>
      )}
      <p class="body-tools quiet">
        <span>{`${formatWord[format]}, ${sizeOf(body.length)}`}</span>
        {hasForm && format !== 'binary' && (
          <button type="button" class="link" aria-pressed={raw} onClick={() => setRaw(!raw)}>
            {raw ? say`Show it laid out` : say`Show it as it came`}
          </button>
        )}
        <button type="button" class="link" onClick={() => void copyText(body.data, say`The body`).then(setCopied)}>
          {say`Copy`}
        </button>
        <span role="status">{copied}</span>
      </p>
      <Shown title={title} data={body.data} format={raw ? 'text' : format} isBytes={body.encoding === 'base64'} />
    </>
  );
}

const formatWord: { readonly [F in Format]: string } = {
  json: 'JSON',
  xml: say`XML or HTML`,
  form: say`Form`,
  multipart: say`Form in parts`,
  text: say`Text`,
  binary: say`Binary`,
};

type ShownProps = { readonly title: string; readonly data: string; readonly format: Format; readonly isBytes: boolean };

function Shown({ title, data, format, isBytes }: ShownProps) {
  const json = useMemo(() => (format === 'json' ? parseJson(data) : null), [data, format]);
  if (json?.ok) return <JsonTree value={json.value} name={title} />;
  if (format === 'form') return <Members name={title} members={formMembers(data)} />;
  if (format === 'multipart') {
    const parts = partsOf(data);
    if (parts.length > 0)
      return (
        <Members
          name={title}
          members={parts.map(({ name, file, type, value }) => [
            name,
            file === null ? value : say`File “${file}”, ${type ?? say`no type`}, ${sizeOf(value.length)}`,
          ])}
        />
      );
  }
  const bytes = format === 'binary' && isBytes ? bytesOf(data) : null;
  if (bytes !== null) return <HexView bytes={bytes} />;
  return (
    <>
      {json !== null && <p class="quiet">{say`It ${json.why}, so it is shown as text.`}</p>}
      {format === 'binary' && (
        <p class="quiet">{say`These were bytes; this browser gave them as text, so some of them are lost.`}</p>
      )}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a part that scrolls must be reached by keyboard */}
      <pre class="body" tabIndex={0}>
        <Value text={format === 'xml' ? laidOutXml(data) : data} absent={say`empty`} />
      </pre>
    </>
  );
}

function Members({
  name,
  members,
}: {
  readonly name: string;
  readonly members: readonly (readonly [string, string])[];
}) {
  return (
    <div class="scroller">
      <table class="custody members" aria-label={name}>
        <thead>
          <tr>
            <th scope="col">{say`Field`}</th>
            <th scope="col">{say`Value`}</th>
          </tr>
        </thead>
        <tbody>
          {members.map(([field, value], at) => (
            <tr key={`${at} ${field}`}>
              <th scope="row">
                <code>{field}</code>
              </th>
              <td>
                <Value text={value} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
