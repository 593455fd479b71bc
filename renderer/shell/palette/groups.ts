import { useUi } from '../../app.ts';
import { useActions } from './actions.tsx';
import { useLanguages, useThemes } from './appearance.tsx';
import { useBlocks, useLayers, useNotes, useRecent, useTemplates } from './things.tsx';
import type { PaletteGroup } from './types.ts';

/** What the palette offers on this screen; read once when it opens. */
export function usePaletteGroups(): readonly PaletteGroup[] {
  const editing = useUi((s) => s.screen === 'editor');
  const { file, steps, edit, network, view, app } = useActions();
  const inEditor = [steps, edit, network, view, useLayers(), useNotes(), useBlocks()];
  const themes = useThemes();
  const languages = useLanguages();
  const appearance = { ...app, items: [...app.items, ...themes, ...languages] };
  const everywhere = [file, useTemplates(), useRecent(), appearance];
  const groups = editing ? [...inEditor, ...everywhere] : everywhere;
  return groups.filter(({ items }) => items.length > 0);
}
