import { EdgeLabelRenderer, type EdgeProps } from '@xyflow/react';
import { Eye } from 'lucide-react';
import { memo } from 'react';
import type { NodeAnalysis } from '../../src/core/analysis/types.ts';
import { isWrongAt } from '../../src/core/figures/facts.ts';
import { formatShape, shapeSize } from '../../src/core/math/shape.ts';
import { useAnalysis, useApp, useDocument, usePreview, useUi } from '../app.ts';
import type { PreviewState } from '../store/preview.ts';
import { BendHandles, useBendPress } from './bend-handles.tsx';
import { countRender } from './counters.ts';
import { portOffset } from './geometry.ts';
import { flowWidth, useFlowLevel } from './live/flow.ts';
import { isDead } from './paint.ts';
import type { CanvasEdge } from './projection.ts';
import { useCanvas } from './store.ts';
import { useBends } from './use-bends.ts';
import { wirePath, wireWidth } from './wire-path.ts';
import styles from './wires.module.css';

export const arrowId = 'stride-arrow';

/** Labels of wires that arrive side by side stand further apart than the wires. */
const labelSpread = 1.6;

/** Half of a handle: React Flow's ends lie outside of the node by this much. */
const overhang = 4;

export const Wire = memo(function Wire(props: EdgeProps<CanvasEdge>) {
  const { id, data } = props;
  // What it joins may be behind the cards that it is drawn between.
  const { from: source = props.source, to: target = props.target } = data ?? {};
  countRender('edges', id);
  const { shape, width, wrong, wasWrong, previewed, unmade } = useTensor(id, source, target);
  const hot = useUi((s) => s.selection.has(source) || s.selection.has(target) || s.selectedEdges.has(id));
  const selected = useUi((s) => s.selectedEdges.has(id));
  const hovered = useCanvas((s) => s.hoveredEdge === id || s.dropEdge === id);
  const close = useCanvas((s) => s.level === 'close');
  const dead = useDocument((s) => isDead(s.document, { source, target }));
  const { port = 0, count = 1 } = data ?? {};
  const flow = useFlowLevel(target, port, count);
  const from = { x: props.sourceX, y: props.sourceY - overhang };
  const to = { x: props.targetX + portOffset(port, count), y: props.targetY + overhang };
  const via = useBends(id, data);
  const path = wirePath(from, to, data?.channel, via);
  const press = useBendPress(id);
  const state = wrong ? 'error' : shape === '' ? 'unknown' : hot || hovered ? 'hot' : 'plain';
  return (
    <>
      <path
        className={styles.wire}
        d={path}
        data-state={state}
        data-previewed={previewed || undefined}
        data-unmade={unmade || undefined}
        data-dead={dead || undefined}
        data-flow={flow || undefined}
        strokeWidth={wrong ? Math.max(2, width) : flow > 0 ? flowWidth(flow) : width}
        markerEnd={`url(#${arrowId})`}
      />
      <path className={`react-flow__edge-interaction ${styles.wireHit}`} d={path} {...press} />
      {via && (selected || hovered) ? <BendHandles edge={id} via={via} /> : null}
      {(wrong || wasWrong) && shape !== '' && !unmade ? (
        <EdgeLabelRenderer>
          <span
            className={styles.wireLabel}
            data-state={wrong ? 'error' : 'mended'}
            style={{
              transform: `translate(${to.x + portOffset(port, count) * labelSpread}px, ${to.y - 20}px) translate(-50%, -50%)`,
            }}
          >
            {wrong ? null : <Eye size={11} />}
            {shape}
          </span>
        </EdgeLabelRenderer>
      ) : close && !hovered && shape !== '' && !unmade ? (
        <EdgeLabelRenderer>
          <span className={styles.carried} style={{ transform: `translate(${to.x + 14}px, ${to.y - 22}px)` }}>
            {shape}
          </span>
        </EdgeLabelRenderer>
      ) : null}
    </>
  );
});

/**
 * What the wire carries: in a preview what it would carry. Plain values, the same while the tensor is, so that neither an
 * analysis nor a preview that leaves it as it is renders anything.
 */
function useTensor(id: string, source: string, target: string) {
  const { analyses } = useApp();
  const now = useAnalysis((s) => outputText(s.analysis.node(source)));
  const wrongNow = useAnalysis((s) => isWrongAt(s.analysis.node(target), id));
  const sourceThen = ({ nodes }: PreviewState) =>
    nodes.has(source) ? nodes.get(source)?.after : analyses.getState().analysis.node(source);
  const targetThen = ({ nodes }: PreviewState) =>
    nodes.has(target) ? nodes.get(target)?.after : analyses.getState().analysis.node(target);
  const shape = usePreview((s) => outputText(sourceThen(s)));
  const width = usePreview((s) => widthOf(sourceThen(s)));
  const wrong = usePreview((s) => isWrongAt(targetThen(s), id));
  const unmade = usePreview(({ wires }) => wires.unmade.has(id));
  return { shape, width, wrong, wasWrong: wrongNow && !wrong, previewed: shape !== now, unmade };
}

/** The tensor that a layer puts out, as text; empty where it is unknown. */
export const outputText = (node: NodeAnalysis | undefined): string =>
  node?.output ? formatShape(node.output.shape) : '';

const widthOf = (node: NodeAnalysis | undefined): number => wireWidth(shapeSize(node?.output?.shape ?? []));
