import { useEffect, useRef, useState } from 'react';

/** What is told of a drag before it ends: pictures by their type, and things without one, as folders are. */
const mayBeOurs = ({ kind, type }: DataTransferItem): boolean =>
  kind === 'file' && (type.startsWith('image/') || type === '');

/**
 * Takes a picture or a folder dropped anywhere on the page; true while one may be dragged over it. It is asked before
 * whoever takes other files, and leaves those to them.
 */
export function useFileDrop(onDrop: (file: File, entry: FileSystemEntry | null) => void): boolean {
  const [dropping, setDropping] = useState(false);
  const take = useRef(onDrop);
  take.current = onDrop;
  useEffect(() => {
    const over = (event: DragEvent) => {
      if (![...(event.dataTransfer?.items ?? [])].some(mayBeOurs)) return;
      event.preventDefault();
      setDropping(true);
    };
    const leave = (event: DragEvent) => {
      if (event.relatedTarget === null) setDropping(false);
    };
    const drop = (event: DragEvent) => {
      setDropping(false);
      const [file] = event.dataTransfer?.files ?? [];
      const entry = event.dataTransfer?.items[0]?.webkitGetAsEntry() ?? null;
      if (!file || !(file.type.startsWith('image/') || entry?.isDirectory)) return;
      event.preventDefault();
      take.current(file, entry);
    };
    // Captured: the window's own listener would train on a folder.
    const options = { capture: true };
    window.addEventListener('dragover', over, options);
    window.addEventListener('dragleave', leave);
    window.addEventListener('drop', drop, options);
    return () => {
      window.removeEventListener('dragover', over, options);
      window.removeEventListener('dragleave', leave);
      window.removeEventListener('drop', drop, options);
    };
  }, []);
  return dropping;
}
