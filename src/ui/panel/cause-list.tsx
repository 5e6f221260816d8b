// biome-ignore-all lint/a11y/noRedundantRoles: roles are written out, because the panel's contract names them

import { useState } from 'preact/hooks';
import type { CaseFile, Evidence, Finding } from '../../diagnose/contract.ts';
import { say } from '../../texts/say.ts';
import { LimitNote } from '../shared/limit-note.tsx';
import { List } from '../shared/parts.tsx';
import { nameOf, strengthWord } from '../shared/words.ts';
import type { Panel } from './model.ts';
import { sorted } from './state/headline.ts';
import { limitOfFinding } from './state/limits-met.ts';

type Props = {
  readonly findings: readonly Finding[];
  readonly file: CaseFile;
  readonly panel: Panel;
};

/** Of what is not settled so many stand by name before the list is unfolded; it comes ranked. */
const mostOpen = 5;

/** All findings, best first. What was ruled out or is still open stands small below, and opens on demand. */
export function CauseList({ findings, file, panel }: Props) {
  const [open, setOpen] = useState(false);
  const { shown, folded } = sorted(findings);
  const rest = new Set(folded.filter(({ finding }) => finding === 'unknown').slice(mostOpen));
  const ruledOut = folded.filter((finding) => finding.finding === 'ruled-out').length;
  const parts = [
    ruledOut > 0 ? say`${ruledOut} ruled out (✕)` : '',
    folded.length > ruledOut ? say`${folded.length - ruledOut} not settled (?)` : '',
  ].filter(Boolean);
  return (
    <section class="causes">
      <h2>{say`Causes`}</h2>
      <List name={say`Causes`} class={open ? 'unfolded' : 'folded'}>
        {[...shown, ...folded].map((finding) => (
          <Item
            key={look(finding)}
            finding={finding}
            file={file}
            panel={panel}
            isSmall={finding.finding === 'ruled-out' || rest.has(finding)}
          />
        ))}
      </List>
      {folded.length > 0 && (
        <button type="button" class="link" aria-expanded={open} onClick={() => setOpen(!open)}>
          {open ? say`Fold the others` : say`Show why: ${parts.join(', ')}`}
        </button>
      )}
    </section>
  );
}

/**
 * A finding that comes to look otherwise is drawn anew: Chromium 156 loses the look of an element whose class changed in place.
 */
function look(finding: Finding): string {
  return `${finding.cause} ${finding.finding} ${finding.finding === 'cause' ? finding.strength : ''}`;
}

type ItemProps = Omit<Props, 'findings'> & {
  readonly finding: Finding;
  /** Only counted for the eye while the list is folded. */
  readonly isSmall: boolean;
};

function Item({ finding, file, panel, isSmall }: ItemProps) {
  const title = panel.cause(finding.cause)?.text.title ?? finding.cause;
  const strength = finding.finding === 'cause' ? finding.strength : undefined;
  const limit = limitOfFinding(finding, file.refusal);
  const foldable = finding.finding === 'unknown' || finding.finding === 'ruled-out';
  return (
    <li
      role="listitem"
      class={`finding ${finding.finding}${isSmall ? ' small' : ''}`}
      data-cause={finding.cause}
      data-kind={finding.kind}
      data-finding={finding.finding}
      data-strength={strength}
    >
      <span class={verdictClass(finding)}>
        {foldable && <span class="glyph">{finding.finding === 'unknown' ? '? ' : '✕ '}</span>}
        <span class="word">{verdict(finding)}</span>
      </span>{' '}
      <span class={finding.finding === 'cause' ? 'title strong' : 'title'}>{title}</span>
      <div class={foldable ? 'grounds foldable' : 'grounds'}>
        {finding.finding === 'unknown' && <p>{finding.missing}</p>}
        {limit !== null && <LimitNote id={limit} />}
        {finding.finding === 'error' && (
          <p>{say`This rule failed and says nothing: ${finding.message}. The other findings are not touched by it.`}</p>
        )}
        {'evidence' in finding && (
          <ul class="evidence">
            {finding.evidence.map((item) => (
              <Ground key={`${item.exchange} ${item.text}`} item={item} file={file} panel={panel} />
            ))}
          </ul>
        )}
      </div>
    </li>
  );
}

function verdictClass(finding: Finding): string {
  if (finding.finding === 'cause') return `verdict pill ${finding.strength}`;
  return finding.finding === 'error' ? 'verdict pill' : 'verdict foldable';
}

function verdict(finding: Finding): string {
  switch (finding.finding) {
    case 'cause':
      return strengthWord[finding.strength];
    case 'ruled-out':
      return say`ruled out:`;
    case 'unknown':
      return finding.probe === null ? say`not known:` : say`not settled:`;
    case 'error':
      return say`Failed`;
    case 'not-applicable':
      return '';
  }
}

type GroundProps = { readonly item: Evidence; readonly file: CaseFile; readonly panel: Panel };

function Ground({ item, file, panel }: GroundProps) {
  const { exchange: id } = item;
  const found = id === null ? undefined : [...file.history, ...file.neighbours, file.refusal].find((x) => x.id === id);
  return (
    <li>
      {item.text}{' '}
      {id !== null && (
        <button type="button" class="link" data-exchange={id} onClick={() => panel.open(id)}>
          {found === undefined ? say`Show the exchange` : nameOf(found)}
        </button>
      )}
    </li>
  );
}
