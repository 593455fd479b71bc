import type { ReactNode } from 'react';
import styles from './layout.module.css';

export const Section = ({ title, aside, children }: { title?: ReactNode; aside?: ReactNode; children: ReactNode }) => (
  <section className={styles.section}>
    {title ? (
      <h3>
        {title}
        {aside ? <span className={styles.aside}>{aside}</span> : null}
      </h3>
    ) : null}
    {children}
  </section>
);

interface RowProps {
  readonly label: string;
  readonly htmlFor?: string;
  readonly error?: string | undefined;
  readonly children: ReactNode;
}

/** A label and its control on one line; the error, if any, beneath. */
export const Row = ({ label, htmlFor, error, children }: RowProps) => (
  <>
    <div className={styles.row}>
      {htmlFor ? <label htmlFor={htmlFor}>{label}</label> : <span className={styles.label}>{label}</span>}
      <div className={styles.control} data-control>
        {children}
      </div>
    </div>
    {error ? (
      <p className={styles.error} role="alert">
        {error}
      </p>
    ) : null}
  </>
);

type Tone = 'neutral' | 'ok' | 'warn' | 'err' | 'info';

export const Chip = ({ tone = 'neutral', children }: { tone?: Tone; children: ReactNode }) => (
  <span className={styles.chip} data-tone={tone}>
    {children}
  </span>
);

export const ShapeChip = ({ children }: { children: ReactNode }) => <span className={styles.shape}>{children}</span>;
