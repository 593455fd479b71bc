import { activationIconOf, type Drawing, iconOf } from '../../src/core/figures/icons.ts';
import { layerOf } from '../../src/core/layers/registry.ts';
import styles from './ui.module.css';

interface DrawnProps {
  readonly drawing: Drawing;
  readonly size: number;
  readonly className?: string | undefined;
}

const Drawn = ({ drawing, size, className }: DrawnProps) => (
  <svg
    width={size}
    height={size}
    viewBox="0 0 24 24"
    fill="none"
    stroke="currentColor"
    strokeWidth={1.9}
    strokeLinecap="round"
    strokeLinejoin="round"
    aria-hidden
    {...(className ? { className } : {})}
  >
    <path d={drawing.line} />
    {drawing.solid ? <path d={drawing.solid} fill="currentColor" stroke="none" /> : null}
    {drawing.dashed ? <path d={drawing.dashed} strokeDasharray="2.2 2.2" /> : null}
  </svg>
);

/** Icon of a layer kind in the text colour around it. */
export const LayerIcon = ({ kind, size = 14, className }: { kind: string; size?: number; className?: string }) => (
  <Drawn drawing={iconOf(kind)} size={size} className={className} />
);

/** Icon of an activation function by its parameter value. */
export const ActivationIcon = ({ name, size = 12 }: { name: string; size?: number }) => (
  <Drawn drawing={activationIconOf(name)} size={size} />
);

/** A layer's icon on a tile in its family's tint. */
export const FamilyTile = ({ kind, large = false }: { kind: string; large?: boolean }) => (
  <span
    className={styles.tile}
    data-family={layerOf(kind)?.doc.family ?? 'core'}
    {...(large ? { 'data-size': 'large' } : {})}
  >
    <LayerIcon kind={kind} size={large ? 18 : 14} />
  </span>
);
