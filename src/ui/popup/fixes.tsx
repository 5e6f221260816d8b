import { useState } from 'preact/hooks';
import type { CaseFile, Finding } from '../../diagnose/contract.ts';
import type { Exchange } from '../../record/exchange.ts';
import { say } from '../../texts/say.ts';
import type { Panel } from '../panel/model.ts';
import { SuspectsView } from '../panel/suspects.tsx';
import { Button } from '../shared/parts.tsx';
import { hostOf, pathOf, shorten } from '../shared/words.ts';
import type { Fix } from './plain.ts';

type Props = { readonly panel: Panel; readonly row: Exchange; readonly fix: Fix; readonly file: CaseFile };

/** What a cause brings along beside its first button. Nothing where its cause does not stand. */
export function Further({ panel, row, fix, file }: Props) {
  switch (fix) {
    case 'address':
      return <Addresses panel={panel} file={file} />;
    case 'extensions':
      return (
        <SuspectsView
          panel={panel}
          conflict={row.id}
          trials={panel.engine.value?.trials(file) ?? []}
          bySave={panel.engine.value?.changedSave(file) ?? false}
        />
      );
    case 'reload':
      return <Updated findings={panel.findings.value} />;
    case 'clear-copy':
    case 'clear-site':
    case 'sign-in':
      return <Cookies panel={panel} row={row} />;
    default:
      return null;
  }
}

/** The near twins of the address that answered well, as links. */
function Addresses({ panel, file }: Pick<Props, 'panel' | 'file'>) {
  const twins = (panel.engine.value?.twins(file) ?? []).filter(({ url }) => /^https?:/.test(url)).slice(0, 3);
  if (twins.length === 0) return null;
  return (
    <div class="addresses">
      <p>{say`The page saved to:`}</p>
      <p>
        <code class="value">{shorten(pathOf(file.refusal.url), 200)}</code>
      </p>
      <p>{say`This address works:`}</p>
      <ul>
        {twins.map(({ url }) => (
          <li key={url}>
            <a href={url} target="_blank" rel="noreferrer noopener">
              {shorten(pathOf(url), 200)}
            </a>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** Which plugin or theme has another version now; what the finding itself says. */
function Updated({ findings }: { readonly findings: readonly Finding[] }) {
  const found = findings.find(({ cause }) => cause === 'plugin-or-theme-update');
  if (found?.finding !== 'cause') return null;
  return (
    <ul class="evidence">
      {found.evidence.map(({ text }) => (
        <li key={text}>{text}</li>
      ))}
    </ul>
  );
}

/** Asked apart from the cache, because it costs something. */
function Cookies({ panel, row }: Pick<Props, 'panel' | 'row'>) {
  const [asking, setAsking] = useState(false);
  const { running, outcome } = panel.run.value;
  if (outcome?.outcome === 'cookies-cleared') return null;
  const host = hostOf(row.url);
  if (!asking)
    return (
      <button type="button" class="link" onClick={() => setAsking(true)}>
        {say`It did not help: remove this site’s cookies too`}
      </button>
    );
  return (
    <div class="consent">
      <p>{say`Removing the cookies of ${host}, also those that it shares with other sites of its domain, signs you out there, and the site forgets what it kept about you in this browser, such as a basket or settings. Copy what you wrote first.`}</p>
      <div class="buttons">
        <Button
          unavailable={running === null ? null : say`Wait until the present step has ended.`}
          onClick={() => panel.clearCookies(row.id)}
        >{say`Remove the cookies and sign me out`}</Button>
        <Button onClick={() => setAsking(false)}>{say`Keep them`}</Button>
      </div>
    </div>
  );
}
