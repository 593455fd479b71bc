import {
  ArrowRight,
  Calculator,
  CirclePlay,
  Files,
  Fullscreen,
  House,
  Keyboard,
  Languages,
  LayoutGrid,
  LayoutTemplate,
  Redo2,
  SquareDashedMousePointer,
  SunMoon,
  Trash2,
  TriangleAlert,
  Undo2,
  Upload,
  ZoomIn,
  ZoomOut,
} from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { layerDefinitions, layerOf } from '../../src/core/layers/registry.ts';
import { formatShape } from '../../src/core/math/shape.ts';
import { templates } from '../../templates/index.ts';
import { type App, useApp, useUi } from '../app.ts';
import * as canvas from '../canvas/actions.ts';
import { addAfterSelection } from '../canvas/edit-actions.ts';
import { layerText } from '../i18n/core-text.ts';
import { locales, useLocale } from '../i18n/i18n.ts';
import { templateDocument, templateText } from '../i18n/template-text.ts';
import { steps } from '../store/ui.ts';
import { LayerIcon } from '../ui/layer-icon.tsx';
import { themes } from './appearance.tsx';
import { shortcutText } from './shortcut-text.ts';

interface PaletteItem {
  readonly id: string;
  readonly label: string;
  readonly icon?: ReactNode;
  readonly note?: string;
  readonly shortcut?: string;
  readonly keywords?: readonly string[];
  readonly run: () => void;
}

interface PaletteGroup {
  readonly id: string;
  readonly title: string;
  readonly items: readonly PaletteItem[];
}

const size = 14;
const icon = { size, 'aria-hidden': true } as const;

/** What the palette offers on this screen; read once when it opens. */
export function usePaletteGroups(): readonly PaletteGroup[] {
  const editing = useUi((s) => s.screen === 'editor');
  const inEditor = [useSteps(), useCanvas(), useLayers(), useBlocks()];
  const everywhere = [useFiles(), useTemplates(), useRecent(), useAppearance()];
  const groups = editing ? [...inEditor, ...everywhere] : everywhere;
  return groups.filter(({ items }) => items.length > 0);
}

function useSteps(): PaletteGroup {
  const { t } = useTranslation('shell');
  const { commands, ui } = useApp();
  const items = steps.map((step, index) => ({
    id: step,
    label: t(`steps.${step}`),
    icon: <ArrowRight {...icon} />,
    shortcut: shortcutText(`mod+${index + 1}`),
    run: () => commands.goTo(step),
  }));
  const blocked = commands.trainBlocked() !== null;
  const train = {
    id: 'run',
    label: t('palette.train'),
    icon: <CirclePlay {...icon} />,
    shortcut: shortcutText('mod+enter'),
    run: () => commands.train(),
  };
  const more = {
    id: 'export',
    label: t('palette.export'),
    icon: <Upload {...icon} />,
    run: () => ui.setState({ exportOpen: true }),
  };
  return { id: 'steps', title: t('palette.steps'), items: [...(blocked ? [] : [train]), ...items, more] };
}

function useCanvas(): PaletteGroup {
  const { t } = useTranslation('shell');
  const app = useApp();
  const on = (act: (app: App) => unknown) => () => {
    app.ui.setState({ step: 'define' });
    act(app);
  };
  const { selection, selectedEdges } = app.ui.getState();
  const selected = selection.size + selectedEdges.size > 0;
  const items: PaletteItem[] = [
    { id: 'fit', label: t('canvasActions.fit'), icon: <Fullscreen {...icon} />, shortcut: 'F', run: on(canvas.fit) },
    {
      id: 'layout',
      label: t('canvasActions.layout'),
      icon: <LayoutGrid {...icon} />,
      run: on((current) => void canvas.autoLayout(current)),
    },
    { id: 'zoomIn', label: t('canvasActions.zoomIn'), icon: <ZoomIn {...icon} />, run: on(canvas.zoomIn) },
    { id: 'zoomOut', label: t('canvasActions.zoomOut'), icon: <ZoomOut {...icon} />, run: on(canvas.zoomOut) },
    {
      id: 'selectAll',
      label: t('canvasActions.selectAll'),
      icon: <SquareDashedMousePointer {...icon} />,
      shortcut: shortcutText('mod+a'),
      run: on(canvas.selectAll),
    },
    {
      id: 'undo',
      label: t('shortcuts.undo'),
      icon: <Undo2 {...icon} />,
      shortcut: shortcutText('mod+z'),
      run: on(canvas.undo),
    },
    {
      id: 'redo',
      label: t('shortcuts.redo'),
      icon: <Redo2 {...icon} />,
      shortcut: shortcutText('mod+shift+z'),
      run: on(canvas.redo),
    },
    {
      id: 'problems',
      label: t('palette.problems'),
      icon: <TriangleAlert {...icon} />,
      run: () => app.commands.toggleProblems(),
    },
    ...(selected
      ? [
          {
            id: 'delete',
            label: t('shortcuts.delete'),
            icon: <Trash2 {...icon} />,
            run: on(canvas.deleteSelection),
          },
        ]
      : []),
  ];
  return { id: 'canvas', title: t('palette.canvas'), items };
}

/** Every layer of the network: choosing one selects it and brings it into view. */
function useLayers(): PaletteGroup {
  const { t } = useTranslation('shell');
  const app = useApp();
  const { graph } = app.documents.getState().document;
  const { analysis } = app.analyses.getState();
  const items = analysis.order.flatMap((id): PaletteItem[] => {
    const node = graph.nodes[id];
    if (!node) return [];
    const shape = analysis.nodes[id]?.output?.shape;
    return [
      {
        id,
        label: node.name,
        note: shape ? formatShape(shape) : '?',
        icon: <LayerIcon kind={node.kind} size={size} />,
        keywords: [layerOf(node.kind)?.doc.title ?? node.kind],
        run: () => {
          if (app.ui.getState().step === 'evaluate' || app.ui.getState().step === 'predict')
            app.ui.setState({ step: 'define' });
          canvas.locate(app, id);
        },
      },
    ];
  });
  return { id: 'layers', title: t('palette.layers'), items };
}

function useBlocks(): PaletteGroup {
  const { t } = useTranslation('shell');
  const locale = useLocale();
  const app = useApp();
  const items = layerDefinitions.map(({ kind, doc }): PaletteItem => {
    const { title, summary } = layerText(kind, locale);
    return {
      id: kind,
      label: t('palette.addBlock', { name: title }),
      icon: (
        <span data-family={doc.family}>
          <LayerIcon kind={kind} size={size} />
        </span>
      ),
      keywords: [doc.title, summary],
      run: () => {
        app.ui.setState({ step: 'define' });
        addAfterSelection(app, kind);
      },
    };
  });
  return { id: 'blocks', title: t('palette.blocks'), items };
}

function useFiles(): PaletteGroup {
  const { t } = useTranslation('shell');
  const { projects, commands, ui } = useApp();
  const editing = ui.getState().screen === 'editor';
  const file = (id: string, label: string, shortcut: string, run: () => void): PaletteItem => ({
    id,
    label,
    icon: <Files {...icon} />,
    shortcut: shortcutText(shortcut),
    run,
  });
  const items: PaletteItem[] = [
    file('new', t('file.new'), 'mod+n', () => void commands.newNetwork()),
    file('open', t('file.open'), 'mod+o', () => void projects.open()),
  ];
  if (editing) {
    items.push(
      file('save', t('file.save'), 'mod+s', () => void projects.save()),
      file('saveAs', t('file.saveAs'), 'mod+shift+s', () => void projects.saveAs()),
      { id: 'home', label: t('palette.home'), icon: <House {...icon} />, run: () => projects.home() },
    );
  }
  return { id: 'files', title: t('palette.files'), items };
}

function useTemplates(): PaletteGroup {
  const { t } = useTranslation('shell');
  const { projects } = useApp();
  const locale = useLocale();
  const items = templates.map((template) => ({
    id: template.id,
    label: templateText(template, locale).title,
    note: String(template.year),
    icon: <LayoutTemplate {...icon} />,
    keywords: [template.title, template.authors, template.family],
    run: () => void projects.openDocument(() => templateDocument(template, locale)),
  }));
  return { id: 'templates', title: t('palette.templates'), items };
}

function useRecent(): PaletteGroup {
  const { t } = useTranslation('shell');
  const { projects } = useApp();
  const recent = useStore(projects.store, (s) => s.recent);
  const items = (recent ?? [])
    .filter(({ missing }) => !missing)
    .map(({ path, name }) => ({
      id: path,
      label: name,
      note: path,
      icon: <Files {...icon} />,
      run: () => void projects.openPath(path),
    }));
  return { id: 'recent', title: t('palette.recent'), items };
}

function useAppearance(): PaletteGroup {
  const { t } = useTranslation(['shell', 'analysis']);
  const { ui, commands, dialogs } = useApp();
  const items: PaletteItem[] = [
    ...themes.map((theme) => ({
      id: theme,
      label: t('palette.theme', { name: t(`theme.${theme}`) }),
      icon: <SunMoon {...icon} />,
      run: () => ui.setState({ theme }),
    })),
    ...locales.map((locale) => ({
      id: locale,
      label: t('palette.language', { name: t(`language.${locale}`) }),
      icon: <Languages {...icon} />,
      keywords: ['language', 'langue'],
      run: () => ui.setState({ locale }),
    })),
    {
      id: 'cost',
      label: t('analysis:calculator.open'),
      icon: <Calculator {...icon} />,
      keywords: ['6ND', 'FLOPs', 'tokens', 'jetons'],
      run: () => dialogs.setState({ open: 'cost' }),
    },
    {
      id: 'shortcuts',
      label: t('palette.shortcuts'),
      icon: <Keyboard {...icon} />,
      shortcut: '?',
      run: () => commands.toggle('shortcuts'),
    },
  ];
  return { id: 'app', title: t('palette.app'), items };
}
