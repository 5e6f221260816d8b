import { useEffect, useMemo, useState } from 'preact/hooks';
import type { CaseFile } from '../../diagnose/contract.ts';
import type { Exchange } from '../../record/exchange.ts';
import { say } from '../../texts/say.ts';
import { Region } from '../shared/parts.tsx';
import type { Panel } from './model.ts';
import { contentOf, firstPair, type Version, versionsOf } from './state/comparable.ts';
import { type DiffLine, diffTexts } from './state/text-diff.ts';
import './exchange.css';

type Props = { readonly file: CaseFile; readonly panel: Panel };

/** Two reads or saves of the resource, and what differs between them. */
export function Compare({ file, panel }: Props) {
  const engine = panel.engine.value;
  const versions = useMemo(() => versionsOf(file, engine?.trail(file) ?? undefined), [file, engine]);
  const first = firstPair(versions, file.refusal.id);
  const [chosen, setChosen] = useState<readonly [string, string] | null>(null);
  const pair = chosen ?? first;
  if (pair === null)
    return (
      <Region name={say`Differences`} class="compare">
        <p class="quiet">
          {say`There are no two versions to compare: fewer than two reads and saves have a content that was kept.`}
        </p>
      </Region>
    );
  const [one, other] = pair;
  return (
    <Region name={say`Differences`} class="compare">
      <div class="choose">
        <Choice label={say`From`} value={one} versions={versions} choose={(id) => setChosen([id, other])} />
        <Choice label={say`To`} value={other} versions={versions} choose={(id) => setChosen([one, id])} />
        <button type="button" class="link" onClick={() => setChosen([other, one])}>
          {say`Swap`}
        </button>
      </div>
      <Differences key={`${one} ${other}`} one={one} other={other} panel={panel} />
    </Region>
  );
}

type ChoiceProps = {
  readonly label: string;
  readonly value: string;
  readonly versions: readonly Version[];
  readonly choose: (id: string) => void;
};

function Choice({ label, value, versions, choose }: ChoiceProps) {
  return (
    <label>
      {label}
      <select value={value} onChange={(event) => choose(event.currentTarget.value)}>
        {versions.map((version) => (
          <option key={version.id} value={version.id}>
            {version.label}
          </option>
        ))}
      </select>
    </label>
  );
}

type State =
  | { readonly state: 'reading' }
  | { readonly state: 'none'; readonly sentence: string }
  | { readonly state: 'there'; readonly lines: readonly DiffLine[] };

function Differences({ one, other, panel }: { readonly one: string; readonly other: string; readonly panel: Panel }) {
  const [state, setState] = useState<State>({ state: 'reading' });
  useEffect(() => {
    let shown = true;
    Promise.all([panel.read(one), panel.read(other)]).then(
      ([a, b]) => {
        if (shown) setState(between(a, b));
      },
      () => {
        if (shown) setState({ state: 'none', sentence: say`The record could not be read.` });
      },
    );
    return () => {
      shown = false;
    };
  }, []);
  if (state.state === 'reading') return <p class="quiet" data-loading>{say`Reading…`}</p>;
  if (state.state === 'none') return <p role="status">{state.sentence}</p>;
  const { lines } = state;
  const [out, come] = ['out', 'in'].map((kind) => lines.filter((line) => line.kind === kind).length);
  if (lines.length === 0) return <p role="status">{say`They have the same content.`}</p>;
  return (
    <>
      <p role="status">{say`Lines only in the first: ${out ?? 0}. Lines only in the second: ${come ?? 0}.`}</p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a part that scrolls must be reached by keyboard */}
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset is for fields */}
      <div class="diff" tabIndex={0} role="group" aria-label={say`Lines`}>
        {lines.map((line, at) => (
          <Line key={at} line={line} />
        ))}
      </div>
    </>
  );
}

function between(a: Exchange | null, b: Exchange | null): State {
  if (a === null || b === null) return { state: 'none', sentence: say`One of them is no longer kept.` };
  const [one, other] = [contentOf(a), contentOf(b)];
  if (one === null || other === null)
    return { state: 'none', sentence: say`The content of one of them was not kept, or is no text.` };
  return { state: 'there', lines: diffTexts(one, other) };
}

function Line({ line }: { readonly line: DiffLine }) {
  if (line.kind === 'skipped') return <span class="line skipped">{say`… ${line.lines} equal lines`}</span>;
  const { kind, pieces } = line;
  const text = pieces.map(({ text, changed }, at) =>
    changed ? (
      <span key={at} class={`word-${kind}`}>
        {text}
      </span>
    ) : (
      text
    ),
  );
  if (kind === 'same')
    return (
      <span class="line">
        <span class="sign"> </span>
        {text}
      </span>
    );
  const Tag = kind === 'out' ? 'del' : 'ins';
  return (
    <Tag class={`line ${kind}`}>
      <span class="sign">{kind === 'out' ? '−' : '+'}</span>
      {text}
    </Tag>
  );
}
