import { useRef } from 'preact/hooks';
import { say } from '../../texts/say.ts';
import { Button } from '../shared/parts.tsx';
import { useFileDrop } from '../shared/use-file-drop.ts';

/** Where files are dropped, anywhere on the page, or chosen by a button. */
export function DropZone({ add }: { readonly add: (files: readonly File[]) => void }) {
  const over = useFileDrop(add);
  const input = useRef<HTMLInputElement>(null);

  return (
    <div class={over ? 'drop-zone over' : 'drop-zone'}>
      <p class="drop-words">{over ? say`Let go to read them.` : say`Drop HAR files or access logs here, or`}</p>
      <Button primary onClick={() => input.current?.click()}>
        {say`Choose files`}
      </Button>
      <p class="quiet">
        {say`HAR of Chromium, Firefox or a proxy. Logs: common, combined, Apache, nginx, JSON lines. Compressed by gzip or not.`}
      </p>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        aria-label={say`HAR files and access logs`}
        onChange={(event) => {
          const { files } = event.currentTarget;
          if (files !== null && files.length > 0) add([...files]);
          // So that the same file can be chosen again.
          event.currentTarget.value = '';
        }}
      />
    </div>
  );
}
