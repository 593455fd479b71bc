import { ViewportPortal } from '@xyflow/react';
import styles from './guide-lines.module.css';
import type { Guide } from './guides.ts';
import { useWires } from './wire-state.ts';

/** Helper lines of what is being dragged. */
export function GuideLines() {
  const guides = useWires((s) => s.guides);
  if (guides.length === 0) return null;
  return (
    <ViewportPortal>
      <svg className={styles.guides} aria-hidden>
        {guides.map((guide) =>
          guide.kind === 'line' ? <Line key={keyOf(guide)} {...guide} /> : <Gap key={keyOf(guide)} {...guide} />,
        )}
      </svg>
    </ViewportPortal>
  );
}

const keyOf = ({ kind, axis, at, from }: Guide): string => `${kind} ${axis} ${at} ${from}`;

/** How far a line reaches out over what it joins, px at 100 %. */
const overhang = 12;

function Line({ axis, at, from, to }: Guide) {
  const [start, end] = [from - overhang, to + overhang];
  const d = axis === 'x' ? `M${at} ${start}V${end}` : `M${start} ${at}H${end}`;
  return <path d={d} data-guide="line" />;
}

const tick = 5;

/** A gap with its width, between two ticks. */
function Gap({ axis, at, from, to }: Guide) {
  const middle = (from + to) / 2;
  const width = Math.round(to - from);
  const across = axis === 'x';
  const d = across
    ? `M${from} ${at}H${to}M${from} ${at - tick}v${2 * tick}M${to} ${at - tick}v${2 * tick}`
    : `M${at} ${from}V${to}M${at - tick} ${from}h${2 * tick}M${at - tick} ${to}h${2 * tick}`;
  const place = across ? { x: middle, y: at - 2 * tick } : { x: at + 2 * tick, y: middle };
  return (
    <g data-guide="gap">
      <path d={d} />
      <text {...place} textAnchor={across ? 'middle' : 'start'} dominantBaseline={across ? 'auto' : 'central'}>
        {width}
      </text>
    </g>
  );
}
