import type { FunctionComponent } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { CaseFile } from '../../diagnose/contract.ts';
import { say } from '../../texts/say.ts';
import { Notice, Region } from '../shared/parts.tsx';

import { LeftOff } from './left-off.tsx';
import type { Panel } from './model.ts';

type Loaded = FunctionComponent<{ readonly file: CaseFile; readonly panel: Panel }>;

/** Why the selected save was refused, and what to do now. Its parts are fetched beside the rules: the list does without them. */
export function Diagnosis({ panel }: { readonly panel: Panel }) {
  const [loaded, setLoaded] = useState<{ readonly Case: Loaded | null }>({ Case: null });
  const [trouble, setTrouble] = useState('');
  useEffect(() => {
    import('./case-view.tsx').then(setLoaded, () =>
      setTrouble(say`This part of Resave could not be loaded. Close DevTools and open it again.`),
    );
  }, []);
  const file = panel.file.value;
  const state = panel.fileState.value;
  const engine = panel.engine.value;
  const failed = [state.state === 'failed' ? state.sentence : '', trouble, panel.engineTrouble.value ?? ''];
  return (
    <Region name={say`Diagnosis`} class="diagnosis" scroller>
      {failed.filter(Boolean).map((sentence) => (
        <Notice key={sentence} kind="alert">
          {sentence}
        </Notice>
      ))}
      <LeftOff panel={panel} />
      {file === null && state.state === 'loading' && <p class="quiet">{say`Reading what was recorded…`}</p>}
      {file !== null && (engine === null || loaded.Case === null) && (
        <p class="quiet">{say`Looking for the reason…`}</p>
      )}
      {file !== null && engine !== null && loaded.Case !== null && (
        <loaded.Case key={file.refusal.id} file={file} panel={panel} />
      )}
    </Region>
  );
}
