import { wiresInto } from '../../src/core/document/incoming.ts';
import { formatShape, type Shape, sameShape } from '../../src/core/math/shape.ts';
import type { Problem } from '../../src/core/problems/problem.ts';
import { useDocument, useNodeAnalysis } from '../app.ts';
import styles from './fix-card.module.css';

const compared: ReadonlySet<Problem['code']> = new Set(['shape.mismatch', 'concat.mismatch']);
const axes: Readonly<Record<number, readonly string[]>> = { 1: ['C'], 2: ['L', 'C'], 3: ['H', 'W', 'C'] };

/** The shapes that should agree, axis by axis; sizes that differ from the first input's are marked. */
export function ShapeTable({ id, problem }: { readonly id: string; readonly problem: Problem }) {
  const inputs = useNodeAnalysis(id)?.inputs;
  const names = useDocument((s) =>
    wiresInto(s.document.graph.edges, id)
      .map((edge) => s.document.graph.nodes[edge.source]?.name ?? '')
      .join('\n'),
  ).split('\n');
  if (!compared.has(problem.code) || !inputs) return null;
  const [first] = inputs;
  const rank = Math.max(...inputs.map((shape) => shape?.length ?? 0));
  const letters = axes[rank] ?? Array.from({ length: rank }, (_, i) => String(i + 1));
  return (
    <table className={styles.shapes}>
      <thead>
        <tr>
          <th />
          {letters.map((letter) => (
            <th key={letter}>{letter}</th>
          ))}
        </tr>
      </thead>
      <tbody>
        {inputs.slice(0, 6).map((shape, port) => (
          <tr key={`${names[port]} ${shape ? formatShape(shape) : ''}`}>
            <td>{names[port]}</td>
            {letters.map((letter, axis) => (
              <td key={letter} data-differs={differs(first, shape, axis) || undefined}>
                {shape?.[axis] ?? '—'}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const differs = (first: Shape | null | undefined, shape: Shape | null, axis: number): boolean =>
  Boolean(first && shape && !sameShape(first, shape) && first[axis] !== shape[axis]);
