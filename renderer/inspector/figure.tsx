import type { ReactNode } from 'react';
import styles from './inspector.module.css';

interface FigureProps {
  readonly title: string;
  readonly value: string;
  readonly aside?: string;
  readonly children?: ReactNode;
}

/** A figure of a layer with what explains it beneath. */
export const Figure = ({ title, value, aside, children }: FigureProps) => (
  <div className={styles.figure}>
    <h4>
      <span>{title}</span>
      <b>{value}</b>
      {aside ? <small>{aside}</small> : null}
    </h4>
    {children}
  </div>
);
