import { useSyncExternalStore } from 'react';

/** Changes whenever the page's theme does, so that canvases can be drawn again in its colours. */
export const useThemeKey = (): string => useSyncExternalStore(watch, current);

function watch(changed: () => void): () => void {
  const observer = new MutationObserver(changed);
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] });
  const system = matchMedia('(prefers-color-scheme: dark)');
  system.addEventListener('change', changed);
  return () => {
    observer.disconnect();
    system.removeEventListener('change', changed);
  };
}

const current = (): string =>
  `${document.documentElement.dataset.theme ?? ''}${matchMedia('(prefers-color-scheme: dark)').matches}`;
