import { type ReactNode, useContext } from 'react';
import type { TrainingSettings } from '../../../src/core/document/schema.ts';
import styles from './lockable.module.css';
import { SettingsContext } from './use-settings.ts';

/** Fields of a setting, which take no input where it is fixed; the panel around them says why. */
export function Lockable({ of, children }: { readonly of: keyof TrainingSettings; readonly children: ReactNode }) {
  const fixed = useContext(SettingsContext)?.isFixed(of) ?? false;
  return fixed ? (
    <fieldset disabled className={styles.locked}>
      {children}
    </fieldset>
  ) : (
    children
  );
}
