import { useCallback, useState } from 'preact/hooks';
import { say } from '../../texts/say.ts';
import { handOver } from '../bring/hand-over.ts';
import { Notice } from '../shared/parts.tsx';
import { useFileDrop } from '../shared/use-file-drop.ts';
import { messageOf } from '../shared/words.ts';
import type { World } from '../world.ts';
import './dropped-files.css';

type State = { readonly kind: 'note' | 'alert'; readonly sentence: string } | null;

/** HAR files and logs that are dropped on the panel: another page reads them, so that what is live here stays by itself. */
export function DroppedFiles({ openPage }: Pick<World, 'openPage'>) {
  const [state, setState] = useState<State>(null);
  const add = useCallback(
    async (files: readonly File[]): Promise<void> => {
      setState({ kind: 'note', sentence: say`Handing the files over to the page “Import”…` });
      try {
        const taken = await handOver(files, () => openPage('bring'));
        setState(
          taken
            ? { kind: 'note', sentence: say`The page “Import” reads the files.` }
            : {
                kind: 'alert',
                sentence: say`The browser did not hand the files over. Drop them on the page “Import”; the button of that name opens it.`,
              },
        );
      } catch (error) {
        setState({ kind: 'alert', sentence: messageOf(error) });
      }
    },
    [openPage],
  );
  const over = useFileDrop(add);
  return (
    <>
      {state !== null && <Notice kind={state.kind}>{state.sentence}</Notice>}
      {over && <div class="drop-cover">{say`Let go to read HAR files and logs on the page “Import”.`}</div>}
    </>
  );
}
