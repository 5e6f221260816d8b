import { useLayoutEffect, useState } from 'preact/hooks';

/**
 * Takes files that are dropped anywhere on the document: one that misses its place must not make the browser leave it.
 * @returns whether files are held over the document now
 */
export function useFileDrop(add: (files: readonly File[]) => void): boolean {
  const [over, setOver] = useState(false);
  // At once: as soon as the page is seen, it takes files.
  useLayoutEffect(() => {
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
  return over;
}
