import type { ReactNode } from 'react';
import type { RunRecord } from '../../src/core/document/runs.ts';
import styles from './runs.module.css';

export interface TabProps {
  /** Chooses among the tabs; each has its own controls beside it. */
  readonly bar: ReactNode;
  readonly runs: readonly RunRecord[];
}

/** The bar with a tab's controls, and the tab's content beneath. */
export const Tab = ({
  bar,
  controls,
  children,
}: Pick<TabProps, 'bar'> & { controls?: ReactNode; children: ReactNode }) => (
  <>
    <div className={styles.tabBar}>
      {bar}
      {controls ? <div className={styles.controls}>{controls}</div> : null}
    </div>
    <div className={styles.body}>{children}</div>
  </>
);
