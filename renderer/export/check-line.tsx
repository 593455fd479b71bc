import { CircleCheck, CircleX } from 'lucide-react';
import styles from './export.module.css';

/** One thing that was looked at, and what came of it. */
export function CheckLine({
  passed,
  text,
  value,
}: {
  readonly passed: boolean;
  readonly text: string;
  readonly value: string;
}) {
  const Icon = passed ? CircleCheck : CircleX;
  return (
    <p className={styles.check} data-passed={passed}>
      <Icon size={14} />
      <span>{text}</span>
      <em>{value}</em>
    </p>
  );
}
