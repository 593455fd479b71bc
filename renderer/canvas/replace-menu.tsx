import { Command } from 'cmdk';
import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { replaceLayer } from '../../src/core/document/replace.ts';
import type { LayerNode } from '../../src/core/document/schema.ts';
import { formatShape } from '../../src/core/math/shape.ts';
import { useAnalysis, useApp, useDocument } from '../app.ts';
import { layerText } from '../i18n/core-text.ts';
import { formatShort } from '../i18n/format.ts';
import { useLocale } from '../i18n/i18n.ts';
import { searchKinds } from '../palette/search.ts';
import { FamilyTile } from '../ui/layer-icon.tsx';
import { LayerMenu } from './layer-menu.tsx';
import { replaceBy } from './operate-actions.ts';
import { type Replacement, replacementsFor } from './replace-list.ts';
import styles from './replace-menu.module.css';
import { canvasOf, useCanvas } from './store.ts';

/** Every kind that could stand where a layer does; what the one that is pointed at would change is shown on the canvas. */
export function ReplaceMenu() {
  const id = useCanvas((s) => s.replacing);
  const node = useDocument((s) => (id === null ? undefined : s.document.graph.nodes[id]));
  return node ? <Replacing node={node} /> : null;
}

function Replacing({ node }: { readonly node: LayerNode }) {
  const app = useApp();
  const { t } = useTranslation('define');
  const locale = useLocale();
  const document = useDocument((s) => s.document);
  const analysis = useAnalysis((s) => s.analysis);
  const [text, setText] = useState('');
  const { family, others } = useMemo(() => replacementsFor(node, analysis), [node, analysis]);
  const close = () => canvasOf(app).store.setState({ replacing: null });
  const [kind, setKind] = useState('');
  useEffect(() => {
    const command = replaceLayer(document, node.id, kind);
    if (command) app.previews.show([command], 'offer', layerText(kind, locale).title);
    return app.previews.clear;
  }, [app, document, node.id, kind, locale]);
  const take = (chosen: string) => {
    close();
    replaceBy(app, node.id, chosen, layerText(chosen, locale).title);
  };
  const items = (found: readonly Replacement[]) =>
    found.map((one) => <Item key={one.kind} replacement={one} onTake={() => take(one.kind)} />);
  const byKind = new Map([...family, ...others].map((one) => [one.kind, one]));
  return (
    <LayerMenu
      node={node.id}
      label={t('replace.label', { name: node.name })}
      text={text}
      onText={setText}
      highlighted={{ value: kind, onChange: setKind }}
      onClose={close}
    >
      <Command.Empty>{t('replace.nothing')}</Command.Empty>
      {text.trim() === '' ? (
        <>
          {family.length > 0 ? <Command.Group heading={t('replace.family')}>{items(family)}</Command.Group> : null}
          {others.length > 0 ? <Command.Group heading={t('replace.others')}>{items(others)}</Command.Group> : null}
        </>
      ) : (
        items(searchKinds(text, locale).flatMap((kind) => byKind.get(kind) ?? []))
      )}
    </LayerMenu>
  );
}

interface ItemProps {
  readonly replacement: Replacement;
  readonly onTake: () => void;
}

function Item({ replacement: { kind, output, parameters }, onTake }: ItemProps) {
  const { t } = useTranslation('define');
  const locale = useLocale();
  const figures = [
    output ? formatShape(output) : '?',
    ...(parameters ? [t('replace.params', { number: formatShort(parameters, locale) })] : []),
  ];
  return (
    <Command.Item value={kind} onSelect={onTake}>
      <FamilyTile kind={kind} />
      <b>{layerText(kind, locale).title}</b>
      <small className={styles.figures}>{figures.join(' · ')}</small>
    </Command.Item>
  );
}
