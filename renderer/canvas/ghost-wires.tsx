import { Eye } from 'lucide-react';
import { isWrongAt } from '../../src/core/figures/facts.ts';
import { shapeSize } from '../../src/core/math/shape.ts';
import { usePreview } from '../app.ts';
import ghosts from './ghosts.module.css';
import type { GhostWire } from './ghosts.ts';
import { arrowId, outputText } from './wire.tsx';
import { wirePath, wireWidth } from './wire-path.ts';
import styles from './wires.module.css';

interface WireProps {
  readonly wire: GhostWire;
}

/** A wire that the change would make, as thick as the tensor that it would carry. */
export function GhostPath({ wire: { edge, from, to } }: WireProps) {
  const wrong = usePreview((s) => isWrongAt(s.preview?.analysis.nodes[edge.target], edge.id));
  const shape = usePreview((s) => s.preview?.analysis.nodes[edge.source]?.output?.shape);
  return (
    <path
      className={`${styles.wire} ${ghosts.wire}`}
      d={wirePath(from, to)}
      data-wrong={wrong || undefined}
      strokeWidth={Math.max(1.75, wireWidth(shapeSize(shape ?? [])))}
      markerEnd={`url(#${arrowId})`}
    />
  );
}

/** The tensor that the wire would carry. */
export function GhostTensor({ wire: { edge, from, to } }: WireProps) {
  const source = usePreview((s) => s.preview?.analysis.nodes[edge.source]);
  const wrong = usePreview((s) => isWrongAt(s.preview?.analysis.nodes[edge.target], edge.id));
  const shape = outputText(source);
  if (shape === '') return null;
  const room = to.y - from.y;
  const y = from.y + (room > 0 ? Math.min(room / 2, 18) : 18);
  return (
    <span
      className={styles.wireLabel}
      data-state={wrong ? 'error' : 'previewed'}
      style={{ transform: `translate(${from.x}px, ${y}px) translate(-50%, -50%)` }}
    >
      {wrong ? null : <Eye size={11} />}
      {shape}
    </span>
  );
}
