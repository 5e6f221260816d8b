import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { say } from '../../texts/say.ts';
import { Button } from '../shared/parts.tsx';

/** Where files are dropped, anywhere on the page, or chosen by a button. */
export function DropZone({ add }: { readonly add: (files: readonly File[]) => void }) {
  const [over, setOver] = useState(false);
  const input = useRef<HTMLInputElement>(null);

  // At once: as soon as the page is seen, it takes files.
  useLayoutEffect(() => {
    // The whole page takes files: one that misses the box must not make the browser leave the page.
    const drag = (event: DragEvent): void => {
      if (event.dataTransfer?.types.includes('Files') !== true) return;
      event.preventDefault();
      event.dataTransfer.dropEffect = 'copy';
      setOver(true);
    };
    const leave = (event: DragEvent): void => {
      if (event.relatedTarget === null) setOver(false);
    };
    const drop = (event: DragEvent): void => {
      setOver(false);
      const files = [...(event.dataTransfer?.files ?? [])];
      if (files.length === 0) return;
      event.preventDefault();
      add(files);
    };
    document.addEventListener('dragenter', drag);
    document.addEventListener('dragover', drag);
    document.addEventListener('dragleave', leave);
    document.addEventListener('drop', drop);
    return () => {
      document.removeEventListener('dragenter', drag);
      document.removeEventListener('dragover', drag);
      document.removeEventListener('dragleave', leave);
      document.removeEventListener('drop', drop);
    };
  }, [add]);

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
