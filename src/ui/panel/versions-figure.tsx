import type { CaseFile } from '../../diagnose/contract.ts';
import { say } from '../../texts/say.ts';
import { later } from '../shared/later.tsx';
import { Figure } from '../shared/parts.tsx';
import type { Panel } from './model.ts';

const Versions = later(async () => (await import('./versions.tsx')).Versions);

/** The resource's history as a picture with a table behind it. It is fetched when the first diagnosis shows. */
export function VersionsFigure({ file, panel }: { readonly file: CaseFile; readonly panel: Panel }) {
  return (
    <Figure name={say`Versions`} class="versions">
      {/* Another save is another picture: what was unfolded or widened for one is not for the next. */}
      <Versions key={file.refusal.id} file={file} panel={panel} />
    </Figure>
  );
}
