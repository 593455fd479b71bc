import type { ConnectionLineComponentProps } from '@xyflow/react';
import { useEffect, useState } from 'react';
import type { Problem } from '../../src/core/problems/problem.ts';
import { usePreview } from '../app.ts';
import { useProblemText } from '../i18n/core-text.ts';
import { useCanvas } from './store.ts';
import { nodeUnder } from './use-flow.ts';
import { wirePath } from './wire-path.ts';
import styles from './wires.module.css';

/** The wire under the pointer. */
export function ConnectionLine({ fromX, fromY, toX, toY, fromHandle }: ConnectionLineComponentProps) {
  const from = { x: fromX, y: fromY };
  const to = { x: toX, y: toY };
  // Over a layer that takes it, the wire is shown as it would lie.
  const lies = usePreview((s) => s.wires.made.length > 0);
  if (lies) return null;
  return <path className={styles.dragged} d={fromHandle.type === 'source' ? wirePath(from, to) : wirePath(to, from)} />;
}

interface Hint {
  readonly x: number;
  readonly y: number;
  readonly why: Problem;
}

/** Beside the pointer, while it drags a wire over a layer that will not take it: why. */
export function WireHint() {
  const wiring = useCanvas((s) => s.wiring);
  const [hint, setHint] = useState<Hint | null>(null);
  const problemText = useProblemText();
  useEffect(() => {
    setHint(null);
    if (!wiring) return;
    const follow = (event: PointerEvent) => {
      const over = nodeUnder(event.clientX, event.clientY);
      const verdict = over === null || over === wiring.node ? null : wiring.verdict(over);
      setHint(verdict && !verdict.ok ? { x: event.clientX, y: event.clientY, why: verdict.why } : null);
    };
    window.addEventListener('pointermove', follow);
    return () => window.removeEventListener('pointermove', follow);
  }, [wiring]);
  if (!hint) return null;
  return (
    <div className={styles.wireHint} role="status" style={{ left: hint.x + 14, top: hint.y + 14 }}>
      {problemText(hint.why)}
    </div>
  );
}
