import { EdgeLabelRenderer, type EdgeProps } from '@xyflow/react';
import { memo } from 'react';
import type { Analysis } from '../../src/core/analysis/types.ts';
import { formatShape, shapeSize } from '../../src/core/math/shape.ts';
import { useAnalysis, useUi } from '../app.ts';
import { countRender } from './counters.ts';
import { portOffset } from './geometry.ts';
import type { CanvasEdge } from './projection.ts';
import { useCanvas } from './store.ts';
import { wirePath, wireWidth } from './wire-path.ts';
import styles from './wires.module.css';

export const arrowId = 'stride-arrow';

/** Labels of wires that arrive side by side stand further apart than the wires. */
const labelSpread = 1.6;

/** Half of a handle: React Flow's ends lie outside of the node by this much. */
const overhang = 4;

export const Wire = memo(function Wire(props: EdgeProps<CanvasEdge>) {
  const { id, source, target, data } = props;
  countRender('edges', id);
  const shape = useAnalysis((s) => sourceShape(s.analysis, source));
  const wrong = useAnalysis((s) => isWrong(s.analysis, id, target));
  const hot = useUi((s) => s.selection.has(source) || s.selection.has(target) || s.selectedEdges.has(id));
  const hovered = useCanvas((s) => s.hoveredEdge === id || s.dropEdge === id);
  const { port = 0, count = 1 } = data ?? {};
  const from = { x: props.sourceX, y: props.sourceY - overhang };
  const to = { x: props.targetX + portOffset(port, count), y: props.targetY + overhang };
  const path = wirePath(from, to, data?.channel ?? null);
  const state = wrong ? 'error' : shape === '' ? 'unknown' : hot || hovered ? 'hot' : 'plain';
  const width = useAnalysis((s) => wireWidth(shapeSize(s.analysis.nodes[source]?.output?.shape ?? [])));
  return (
    <>
      <path
        className={styles.wire}
        d={path}
        data-state={state}
        strokeWidth={wrong ? Math.max(2, width) : width}
        markerEnd={`url(#${arrowId})`}
      />
      <path className={`react-flow__edge-interaction ${styles.wireHit}`} d={path} />
      {wrong && shape !== '' ? (
        <EdgeLabelRenderer>
          <span
            className={styles.wireLabel}
            data-state="error"
            style={{
              transform: `translate(${to.x + portOffset(port, count) * labelSpread}px, ${to.y - 20}px) translate(-50%, -50%)`,
            }}
          >
            {shape}
          </span>
        </EdgeLabelRenderer>
      ) : null}
    </>
  );
});

/** As text, so that a new analysis with the same shape renders nothing. */
const sourceShape = (analysis: Analysis, source: string): string => {
  const output = analysis.nodes[source]?.output;
  return output ? formatShape(output.shape) : '';
};

const shapeProblems: ReadonlySet<string> = new Set([
  'shape.mismatch',
  'concat.mismatch',
  'rank.mismatch',
  'window.misfit',
  'graph.cycle',
]);

const isWrong = (analysis: Analysis, id: string, target: string): boolean =>
  analysis.nodes[target]?.problems.some(
    (problem) => problem.edgeId === id || (problem.edgeId === undefined && shapeProblems.has(problem.code)),
  ) ?? false;
