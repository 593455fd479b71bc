import { Command } from 'cmdk';
import { ArrowDownFromLine, ArrowDownToLine } from 'lucide-react';
import { type ReactNode, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Edge, LayerNode } from '../../src/core/document/schema.ts';
import { layerOf } from '../../src/core/layers/registry.ts';
import { type App, useAnalysis, useApp, useDocument } from '../app.ts';
import { useProblemText } from '../i18n/core-text.ts';
import { useLocale } from '../i18n/i18n.ts';
import { LayerIcon } from '../ui/layer-icon.tsx';
import menu from './add-menu.module.css';
import { closeWires, connect, cut } from './connect-actions.ts';
import { type Connection, connectionsOf, wiresOfLayer } from './connect-list.ts';
import styles from './connect-menu.module.css';
import { rectOf } from './geometry.ts';
import { titleOf } from './node-facts.ts';
import { canvasOf, isLive } from './store.ts';
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
    <Frame node={node} label={t('connect.label', { name: node.name })} text={text} onText={setText}>
      <Command.Empty>{t('add.nothing')}</Command.Empty>
      {section(t('connect.feed', { name: node.name }), feed, 'feed')}
      {section(t('connect.take', { name: node.name }), take, 'take')}
    </Frame>
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
      aria-disabled={why?.severity === 'error'}
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
    <Frame node={node} label={t('connect.cut', { name: node.name })} text={text} onText={setText}>
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
    </Frame>
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

interface FrameProps {
  readonly node: LayerNode;
  readonly label: string;
  readonly text: string;
  readonly onText: (text: string) => void;
  readonly children: ReactNode;
}

/** A list beside the layer, filtered by typing; the keyboard goes back to where it was. */
function Frame({ node, label, text, onText, children }: FrameProps) {
  const app = useApp();
  const { t } = useTranslation('define');
  const frame = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const before = document.activeElement;
    frame.current?.querySelector('input')?.focus();
    const outside = (event: PointerEvent) => {
      if (!(event.target instanceof Node && frame.current?.contains(event.target))) closeWires(app);
    };
    window.addEventListener('pointerdown', outside, true);
    return () => {
      window.removeEventListener('pointerdown', outside, true);
      if (before instanceof HTMLElement) before.focus({ preventScroll: true });
    };
  }, [app]);
  return (
    <div
      ref={frame}
      className={`${menu.addMenu} ${styles.menu}`}
      style={placeOf(app, node.id)}
      role="dialog"
      aria-label={label}
    >
      <Command
        label={label}
        loop
        shouldFilter={false}
        onKeyDown={(event) => {
          if (event.key === 'Escape') closeWires(app);
          event.stopPropagation();
        }}
      >
        <Command.Input placeholder={t('add.placeholder')} value={text} onValueChange={onText} />
        <Command.List>{children}</Command.List>
      </Command>
    </div>
  );
}

const size = { width: 340, height: 360 };

/** Right of the layer where there is room, else left of it; wholly inside of the canvas. */
function placeOf(app: App, id: string): { left: number; top: number } {
  const { viewport, size: canvas } = canvasOf(app).store.getState();
  const rect = rectOf(app.documents.getState().document, id, isLive(app)) ?? { x: 0, y: 0, width: 0, height: 0 };
  const left = rect.x * viewport.zoom + viewport.x;
  const right = left + rect.width * viewport.zoom + 12;
  const wanted = right + size.width + 12 <= canvas.width ? right : left - size.width - 12;
  const top = rect.y * viewport.zoom + viewport.y;
  return {
    left: Math.max(12, Math.min(wanted, canvas.width - size.width - 12)),
    top: Math.max(12, Math.min(top, canvas.height - size.height - 12)),
  };
}
