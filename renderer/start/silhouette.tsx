import { useMemo } from 'react';
import { type SilhouetteBlock, silhouetteSchema } from '../../src/core/analysis/silhouette.ts';

interface SilhouetteProps {
  readonly blocks: readonly SilhouetteBlock[];
  readonly width: number;
  readonly height: number;
  /** Said by screen readers; without it the picture is decoration beside text that says more. */
  readonly label?: string;
}

/** Height is resolution, width is log channels, colour is the family. Later branches are paler, so lanes stay apart. */
export function Silhouette({ blocks, width, height, label }: SilhouetteProps) {
  const shapes = blocks.map((block) => {
    const [w, h] = [Math.max(0.8, block.width * width), Math.max(1, block.height * height)];
    return (
      <rect
        key={`${block.x}/${block.lane}`}
        data-family={block.family}
        x={block.x * width}
        y={block.y * height}
        width={w}
        height={h}
        rx={Math.min(1.5, w / 3, h / 3)}
        style={{ fill: 'var(--f)' }}
        opacity={1 - 0.15 * Math.min(block.lane, 3)}
      />
    );
  });
  const size = { width, height, viewBox: `0 0 ${width} ${height}` };
  return label ? (
    <svg {...size} role="img" aria-label={label}>
      {shapes}
    </svg>
  ) : (
    <svg {...size} aria-hidden="true">
      {shapes}
    </svg>
  );
}

/** A silhouette kept in a list of files, which any version may have written. */
export function KeptSilhouette({ kept, width, height }: { kept: unknown; width: number; height: number }) {
  const blocks = useMemo(() => silhouetteSchema.safeParse(kept), [kept]);
  return blocks.success ? <Silhouette blocks={blocks.data} width={width} height={height} /> : null;
}
