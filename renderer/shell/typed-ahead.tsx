import { useEffect } from 'react';

interface Props {
  readonly text: string;
  readonly onType: (text: string) => void;
  readonly onEscape: () => void;
}

/** Stands for a field that is still being fetched: what is typed meanwhile is meant for it, not for what lies below. */
export function TypedAhead({ text, onType, onEscape }: Props) {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      event.stopPropagation();
      if (event.key === 'Escape') onEscape();
      else if (event.key === 'Backspace') onType(text.slice(0, -1));
      else if (event.key.length === 1) onType(text + event.key);
    };
    window.addEventListener('keydown', onKeyDown, { capture: true });
    return () => window.removeEventListener('keydown', onKeyDown, { capture: true });
  }, [text, onType, onEscape]);
  return null;
}
