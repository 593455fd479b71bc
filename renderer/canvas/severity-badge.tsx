import { CircleAlert, TriangleAlert } from 'lucide-react';
import styles from './node.module.css';
import type { Severity } from './node-facts.ts';

/** At the corner of a layer that has a problem. */
export const SeverityBadge = ({ severity }: { severity: Severity }) => (
  <span className={styles.badge} data-severity={severity}>
    {severity === 'error' ? <CircleAlert size={14} /> : <TriangleAlert size={12} />}
  </span>
);
