import { say } from '../../texts/say.ts';
import { Notice } from '../shared/parts.tsx';
import type { Panel } from './model.ts';

/** Extensions that Resave switched off and could not switch on again. */
export function LeftOff({ panel }: { readonly panel: Panel }) {
  const names = panel.suspects.leftOff.value;
  if (names.length === 0 || panel.run.value.running !== null) return null;
  return (
    <Notice kind="alert">
      {say`Resave turned this off for a try and could not turn it on again: ${names.join(', ')}. Turn it on in the browser’s list of extensions.`}
    </Notice>
  );
}
