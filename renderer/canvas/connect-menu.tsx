import { Command } from 'cmdk';
import { ArrowDownFromLine, ArrowDownToLine } from 'lucide-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Edge, LayerNode } from '../../src/core/document/schema.ts';
import { layerOf } from '../../src/core/layers/registry.ts';
import { useAnalysis, useApp, useDocument } from '../app.ts';
import { useProblemText } from '../i18n/core-text.ts';
import { useLocale } from '../i18n/i18n.ts';
import { LayerIcon } from '../ui/layer-icon.tsx';
import { closeWires, connect, cut } from './connect-actions.ts';
import { type Connection, connectionsOf, wiresOfLayer } from './connect-list.ts';
import styles from './connect-menu.module.css';
import { LayerMenu } from './layer-menu.tsx';
import { titleOf } from './node-facts.ts';
import { outputText } from './wire.tsx';
import { useWires } from './wire-state.ts';

/** Wires by keyboard: the layers that one can be connected to, or its wires to be cut. */
export function ConnectMenu() {
  const request = useWires((s) => s.connecting);
  const node = useDocument((s) => (request ? s.document.graph.nodes[request.node] : undefined));
  if (!request || !node) return null;
  return request.mode === 'connect' ? <Connecting node={node} /> : <Cutting node={node} />;
}

const plain = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/\p{Mn}/gu, '')
    .toLowerCase();

function Connecting({ node }: { readonly node: LayerNode }) {
  const app = useApp();
  const { t } = useTranslation('define');
  const locale = useLocale();
  const document = useDocument((s) => s.document);
  const analysis = useAnalysis((s) => s.analysis);
  const [text, setText] = useState('');
  const { feed, take } = useMemo(() => {
    const words = plain(text).split(/\s+/).filter(Boolean);
    const matches = (layer: LayerNode) => {
      const said = plain(`${layer.name} ${titleOf(layer, locale)}`);
      return words.every((word) => said.includes(word));
    };
    return connectionsOf({ document, analysis, node: node.id, matches });
  }, [document, analysis, node.id, text, locale]);
  const make = ({ source, target, why }: Connection) => {
    if (why?.severity === 'error') return;
    closeWires(app);
    connect(app, source, target);
  };
  const section = (heading: string, entries: readonly Connection[], side: 'feed' | 'take') =>
    entries.length === 0 ? null : (
      <Command.Group heading={heading}>
        {entries.map((entry) => (
          <ConnectItem
            key={entry.layer.id}
            entry={entry}
            value={`${side} ${entry.layer.id}`}
            onMake={() => make(entry)}
          />
        ))}
      </Command.Group>
    );
  return (
    <LayerMenu
      node={node.id}
      onClose={() => closeWires(app)}
      label={t('connect.label', { name: node.name })}
      text={text}
      onText={setText}
    >
      <Command.Empty>{t('add.nothing')}</Command.Empty>
      {section(t('connect.feed', { name: node.name }), feed, 'feed')}
      {section(t('connect.take', { name: node.name }), take, 'take')}
    </LayerMenu>
  );
}

interface ConnectItemProps {
  readonly entry: Connection;
  readonly value: string;
  readonly onMake: () => void;
}

function ConnectItem({ entry: { layer, why, replaces }, value, onMake }: ConnectItemProps) {
  const { t } = useTranslation('define');
  const problemText = useProblemText();
  const note = why ? problemText(why) : replaces === null ? '' : t('connect.replaces', { name: replaces });
  return (
    <Command.Item
      value={value}
      data-standing={why ? (why.severity === 'warning' ? 'doubtful' : 'invalid') : undefined}
      onSelect={onMake}
    >
      <LayerName layer={layer} />
      {note === '' ? null : (
        <em className={styles.note} title={note}>
          {note}
        </em>
      )}
    </Command.Item>
  );
}

function Cutting({ node }: { readonly node: LayerNode }) {
  const app = useApp();
  const { t } = useTranslation('define');
  const document = useDocument((s) => s.document);
  const [text, setText] = useState('');
  const otherEnd = (edge: Edge) => document.graph.nodes[edge.target === node.id ? edge.source : edge.target];
  const wires = wiresOfLayer(document, node.id).filter((edge) =>
    plain(otherEnd(edge)?.name ?? '').includes(plain(text.trim())),
  );
  return (
    <LayerMenu
      node={node.id}
      onClose={() => closeWires(app)}
      label={t('connect.cut', { name: node.name })}
      text={text}
      onText={setText}
    >
      <Command.Empty>{t('connect.noWires')}</Command.Empty>
      {wires.map((edge) => {
        const layer = otherEnd(edge);
        const into = edge.target === node.id;
        const Icon = into ? ArrowDownToLine : ArrowDownFromLine;
        return layer ? (
          <Command.Item
            key={edge.id}
            value={edge.id}
            onSelect={() => {
              closeWires(app);
              cut(app, edge.id);
            }}
          >
            <Icon size={14} className={styles.direction} />
            <span className="visually-hidden">{t(into ? 'connect.from' : 'connect.to')}</span>
            <LayerName layer={layer} />
            <Port node={into ? node : layer} port={edge.port} />
          </Command.Item>
        ) : null;
      })}
    </LayerMenu>
  );
}

/** Which input of a layer that takes several. */
function Port({ node, port }: { readonly node: LayerNode; readonly port: number }) {
  const { t } = useTranslation('define');
  if (layerOf(node.kind)?.arity.max === 1) return null;
  return <em className={styles.note}>{t('connect.input', { number: port + 1 })}</em>;
}

function LayerName({ layer }: { readonly layer: LayerNode }) {
  const locale = useLocale();
  const shape = useAnalysis((s) => outputText(s.analysis.node(layer.id)));
  return (
    <>
      <LayerIcon kind={layer.kind} size={14} className={styles.icon ?? ''} />
      <b>{layer.name}</b>
      <small>
        {titleOf(layer, locale)} {shape}
      </small>
    </>
  );
}
