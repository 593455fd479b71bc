import {
  ArrowRight,
  Calculator,
  ChartLine,
  CirclePlay,
  ClipboardPaste,
  Copy,
  CopyPlus,
  FilePlus,
  FolderOpen,
  Fullscreen,
  GitCompareArrows,
  Group,
  History,
  House,
  Images,
  Keyboard,
  LayoutGrid,
  type LucideIcon,
  Pause,
  Plus,
  Redo2,
  Save,
  SaveAll,
  ScanSearch,
  Scissors,
  Search,
  SquareDashedMousePointer,
  StickyNote,
  Table2,
  Trash2,
  TriangleAlert,
  Undo2,
  Ungroup,
  Upload,
  ZoomIn,
  ZoomOut,
} from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { type App, useApp } from '../../app.ts';
import { actions } from '../../keys/actions.ts';
import {
  type ActionId,
  actionIds,
  type CanvasKeyId,
  catalogue,
  type groups,
  isCanvasKey,
} from '../../keys/catalogue.ts';
import { useKeyTexts } from '../../keys/key-text.ts';
import { icon, type PaletteGroup, type PaletteItem } from './types.ts';

const icons: Readonly<Partial<Record<ActionId, LucideIcon>>> = {
  newNetwork: FilePlus,
  open: FolderOpen,
  save: Save,
  saveAs: SaveAll,
  export: Upload,
  compare: GitCompareArrows,
  home: House,
  run: CirclePlay,
  pause: Pause,
  viewData: Images,
  viewCharts: ChartLine,
  viewInspect: ScanSearch,
  viewRuns: Table2,
  undo: Undo2,
  redo: Redo2,
  history: History,
  cut: Scissors,
  copy: Copy,
  paste: ClipboardPaste,
  duplicate: CopyPlus,
  delete: Trash2,
  selectAll: SquareDashedMousePointer,
  search: Search,
  add: Plus,
  group: Group,
  note: StickyNote,
  nextNote: StickyNote,
  ungroup: Ungroup,
  nextFix: TriangleAlert,
  layout: LayoutGrid,
  problems: TriangleAlert,
  fit: Fullscreen,
  fitSelection: Fullscreen,
  zoomIn: ZoomIn,
  zoomOut: ZoomOut,
  zoomReset: ZoomIn,
  cost: Calculator,
  sheet: Keyboard,
};

const keywords: Readonly<Partial<Record<ActionId, readonly string[]>>> = {
  compare: ['diff', 'side by side', 'différence', 'côte à côte'],
  note: ['comment', 'sticky', 'annotation', 'commentaire', 'remarque'],
  viewData: ['classes', 'samples', 'duplicates', 'leaks', 'échantillons', 'doublons', 'fuites'],
  viewInspect: ['maps', 'filters', 'Grad-CAM', 'cartes', 'filtres'],
  viewRuns: ['history', 'table', 'historique', 'tableau'],
  cost: ['6ND', 'FLOPs', 'tokens', 'jetons'],
  sheet: ['shortcuts', 'hotkeys', 'raccourcis', 'touches'],
};

/** Not in the palette: what it is itself, and what only makes sense as a key. */
const keysOnly: ReadonlySet<ActionId> = new Set(['palette', 'leave']);

/** Brings the step that an action shows its effect in to the screen, then acts. */
function act(app: App, id: Exclude<ActionId, CanvasKeyId>): void {
  if (catalogue[id].scope === 'canvas') app.ui.setState({ step: 'define' });
  actions[id].run(app);
}

/** Every action that has something to do now, by group. */
export function useActions(): Readonly<Record<(typeof groups)[number], PaletteGroup>> {
  const { t } = useTranslation(['shell', 'keys']);
  const app = useApp();
  const keyText = useKeyTexts();
  const editing = app.ui.getState().screen === 'editor';
  const itemsOf = (group: (typeof groups)[number]): PaletteItem[] =>
    actionIds.flatMap((id) => {
      const { group: own, scope } = catalogue[id];
      if (own !== group || isCanvasKey(id) || keysOnly.has(id)) return [];
      if (!editing && scope !== 'window' && scope !== 'anywhere') return [];
      if (actions[id].isPossible?.(app) === false) return [];
      const Icon = icons[id] ?? ArrowRight;
      const shortcut = keyText(id);
      return [
        {
          id,
          label: t(`keys:actions.${id}`),
          icon: <Icon {...icon} />,
          keywords: keywords[id] ?? [],
          ...(shortcut === undefined ? {} : { shortcut }),
          run: () => act(app, id),
        },
      ];
    });
  const groupOf = (group: (typeof groups)[number]): PaletteGroup => ({
    id: group,
    title: t(`keys:groups.${group}`),
    items: itemsOf(group),
  });
  return {
    file: groupOf('file'),
    steps: groupOf('steps'),
    edit: groupOf('edit'),
    network: groupOf('network'),
    view: groupOf('view'),
    app: groupOf('app'),
  };
}
