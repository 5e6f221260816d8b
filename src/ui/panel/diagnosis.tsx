import { useEffect } from 'preact/hooks';
import { say } from '../../texts/say.ts';
import { later } from '../shared/later.tsx';
import { Notice, Region } from '../shared/parts.tsx';
import { LeftOff } from './left-off.tsx';
import type { Panel } from './model.ts';

const fetchCase = () => import('./case-view.tsx');
const Case = later(async () => (await fetchCase()).Case);

/** Why the selected save was refused, and what to do now. Its parts are fetched beside the rules: the list does without them. */
export function Diagnosis({ panel }: { readonly panel: Panel }) {
  useEffect(() => {
    // While the rules are on their way; that it failed is told where it is shown.
    void fetchCase().catch(() => undefined);
  }, []);
  const file = panel.file.value;
  const state = panel.fileState.value;
  const hasRules = panel.engine.value !== null;
  return (
    <Region name="Diagnosis" class="diagnosis" scroller>
      {state.state === 'failed' && <Notice kind="alert">{state.sentence}</Notice>}
      <LeftOff panel={panel} />
      {panel.engineTrouble.value !== null && <Notice kind="alert">{panel.engineTrouble.value}</Notice>}
      {file === null && state.state === 'loading' && <p class="quiet">{say`Reading what was recorded…`}</p>}
      {file !== null && !hasRules && <p class="quiet">{say`Looking for the reason…`}</p>}
      {file !== null && hasRules && <Case key={file.refusal.id} file={file} panel={panel} />}
    </Region>
  );
}
