import type { DifferenceKind } from '../../../src/core/document/diff/differences.ts';
import styles from './list.module.css';
import { signs } from './paint-marks.ts';

/** The sign of a kind of difference in its colour and outline, as the drawings have it. */
export const KindMark = ({ kind }: { readonly kind: DifferenceKind }) => (
  <span className={styles.mark} data-kind={kind} aria-hidden="true">
    {signs[kind]}
  </span>
);
