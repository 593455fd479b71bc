import { Files, LayoutTemplate, StickyNote } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { notesInOrder } from '../../../src/core/document/notes.ts';
import { layerDefinitions, layerOf } from '../../../src/core/layers/registry.ts';
import { formatShape } from '../../../src/core/math/shape.ts';
import { templates } from '../../../templates/index.ts';
import { type App, useApp } from '../../app.ts';
import * as canvas from '../../canvas/actions.ts';
import { addAfterSelection } from '../../canvas/edit-actions.ts';
import { locateNote } from '../../canvas/note-actions.ts';
import { layerText } from '../../i18n/core-text.ts';
import { useLocale } from '../../i18n/i18n.ts';
import { templateDocument, templateText } from '../../i18n/template-text.ts';
import { LayerIcon } from '../../ui/layer-icon.tsx';
import { icon, iconSize, type PaletteGroup, type PaletteItem } from './types.ts';

/** Every layer of the network: choosing one selects it and brings it into view. */
export function useLayers(): PaletteGroup {
  const { t } = useTranslation('shell');
  const app = useApp();
  const { graph } = app.documents.getState().document;
  const { analysis } = app.analyses.getState();
  const items = analysis.order.flatMap((id): PaletteItem[] => {
    const node = graph.nodes[id];
    if (!node) return [];
    const shape = analysis.node(id)?.output?.shape;
    return [
      {
        id,
        label: node.name,
        note: shape ? formatShape(shape) : '?',
        icon: <LayerIcon kind={node.kind} size={iconSize} />,
        keywords: [layerOf(node.kind)?.doc.title ?? node.kind],
        run: () => {
          showCanvas(app);
          canvas.locate(app, id);
        },
      },
    ];
  });
  return { id: 'layers', title: t('palette.layers'), items };
}

/** Every note, found by any of its words. */
export function useNotes(): PaletteGroup {
  const { t } = useTranslation('define');
  const app = useApp();
  const items = notesInOrder(app.documents.getState().document).map((note): PaletteItem => {
    const [first = '', ...lines] = note.text.trim().split('\n');
    return {
      id: note.id,
      label: first,
      note: t('note.list'),
      icon: <StickyNote {...icon} />,
      keywords: lines,
      run: () => {
        showCanvas(app);
        locateNote(app, note);
      },
    };
  });
  return { id: 'notes', title: t('note.list'), items };
}

function showCanvas({ ui }: App): void {
  const { step } = ui.getState();
  if (step === 'evaluate' || step === 'predict') ui.setState({ step: 'define' });
}

export function useBlocks(): PaletteGroup {
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
          <LayerIcon kind={kind} size={iconSize} />
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

export function useTemplates(): PaletteGroup {
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

export function useRecent(): PaletteGroup {
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
