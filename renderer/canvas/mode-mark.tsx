import { Ban, RedoDot, Snowflake } from 'lucide-react';
import type { NodeMode } from '../../src/core/document/schema.ts';
import styles from './node.module.css';

/** At the corner of a layer that is out of work; its accessible name says so in words. */
export const ModeMark = ({ mode }: { readonly mode: NodeMode }) => (
  <span className={styles.mark}>
    <ModeIcon mode={mode} />
  </span>
);

/** At the corner of a layer that training leaves as it is. */
export const FrozenMark = () => (
  <span className={styles.mark} data-frozen>
    <Snowflake size={12} />
  </span>
);

export const ModeIcon = ({ mode }: { readonly mode: NodeMode }) =>
  mode === 'bypass' ? <RedoDot size={12} /> : <Ban size={12} />;
