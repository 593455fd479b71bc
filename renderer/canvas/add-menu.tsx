import { Command } from 'cmdk';
import type { TFunction } from 'i18next';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { LayerKind } from '../../src/core/layers/registry.ts';
import type { Shape } from '../../src/core/math/shape.ts';
import { type App, useApp } from '../app.ts';
import { layerText } from '../i18n/core-text.ts';
import { useLocale } from '../i18n/i18n.ts';
import { FamilyTile } from '../ui/layer-icon.tsx';
import { type AddSection, addList } from './add-list.ts';
import styles from './add-menu.module.css';
import { addAfterSelection, addAt, addOnEdge } from './edit-actions.ts';
import { OwnBlockItems } from './own-block-items.tsx';
import { type AddRequest, canvasOf, useCanvas } from './store.ts';

/** List of layers to add, searched by typing; opened by A, by a double click, and by a wire let go over nothing. */
export function AddMenu() {
  const request = useCanvas((s) => s.adding);
  return request ? <OpenMenu request={request} /> : null;
}

function OpenMenu({ request }: { readonly request: AddRequest }) {
  const app = useApp();
  const { t } = useTranslation('define');
  const locale = useLocale();
  const frame = useRef<HTMLDivElement>(null);
  const close = () => canvasOf(app).store.setState({ adding: null });
  useEffect(() => {
    const outside = (event: PointerEvent) => {
      if (event.target instanceof Node && frame.current?.contains(event.target)) return;
      canvasOf(app).store.setState({ adding: null });
    };
    window.addEventListener('pointerdown', outside, true);
    return () => window.removeEventListener('pointerdown', outside, true);
  }, [app]);
  const [text, setText] = useState('');
  const needsInput = request.from !== null || request.edge !== null;
  const sections = addList({ text, locale, shape: shapeBefore(app, request), needsInput });
  const take = (kind: LayerKind) => {
    close();
    add(app, kind, request);
  };
  return (
    <div ref={frame} className={styles.addMenu} style={placeOf(app, request)} role="dialog" aria-label={t('add.label')}>
      <Command
        label={t('add.label')}
        loop
        shouldFilter={false}
        onKeyDown={(event) => {
          if (event.key === 'Escape') close();
          event.stopPropagation();
        }}
      >
        <Command.Input autoFocus placeholder={t('add.placeholder')} value={text} onValueChange={setText} />
        <Command.List>
          <Command.Empty>{t('add.nothing')}</Command.Empty>
          {sections.map((section) => (
            <Section key={section.heading ?? 'found'} section={section} onTake={take} />
          ))}
          <OwnBlockItems text={text} request={request} onTake={close} />
        </Command.List>
      </Command>
    </div>
  );
}

interface SectionProps {
  readonly section: AddSection;
  readonly onTake: (kind: LayerKind) => void;
}

function Section({ section: { heading, kinds }, onTake }: SectionProps) {
  const { t } = useTranslation('define');
  const locale = useLocale();
  const items = kinds.map((kind) => {
    const text = layerText(kind, locale);
    return (
      <Command.Item
        key={kind}
        value={kind}
        data-refused={heading === 'others' || undefined}
        onSelect={() => onTake(kind)}
      >
        <FamilyTile kind={kind} />
        <b>{text.title}</b>
        <span>{text.summary}</span>
      </Command.Item>
    );
  });
  if (heading === null) return items;
  return <Command.Group heading={headingText(heading, t)}>{items}</Command.Group>;
}

const headingText = (heading: Exclude<AddSection['heading'], null>, t: TFunction<'define'>): string => {
  if (heading === 'likely' || heading === 'fitting' || heading === 'others') return t(`add.${heading}`);
  return t(`family.${heading}`);
};

/** Shape that a layer added here would be fed with. */
function shapeBefore(app: App, { from, edge }: AddRequest): Shape | null {
  const { graph } = app.documents.getState().document;
  const source = edge === null ? from : graph.edges[edge]?.source;
  const { nodes } = app.analyses.getState().analysis;
  return (source && nodes[source]?.output?.shape) || null;
}

function add(app: App, kind: string, { at, from, edge }: AddRequest): void {
  if (edge !== null) addOnEdge(app, kind, edge);
  else if (from !== null && app.ui.getState().selection.has(from)) addAfterSelection(app, kind, from);
  else if (at) addAt(app, kind, at, from);
  else addAfterSelection(app, kind);
}

const size = { width: 300, height: 320 };

/** Beside its place on the canvas, but wholly inside of the canvas. */
function placeOf(app: App, { at }: AddRequest): { left: number; top: number } {
  const { viewport, size: canvas } = canvasOf(app).store.getState();
  const middle = { x: canvas.width / 2 - size.width / 2, y: canvas.height / 4 };
  const wanted = at ? { x: at.x * viewport.zoom + viewport.x, y: at.y * viewport.zoom + viewport.y } : middle;
  return {
    left: Math.max(12, Math.min(wanted.x, canvas.width - size.width - 12)),
    top: Math.max(12, Math.min(wanted.y, canvas.height - size.height - 12)),
  };
}
