import { useTranslation } from 'react-i18next';
import { RunDetails } from './run-details.tsx';
import styles from './runs.module.css';

/** Right of the table: the run that is shown. */
export function RunsRight() {
  const { t } = useTranslation('runs');
  return (
    <section className={styles.panel} aria-label={t('details.run')}>
      <div className={styles.panelTab}>
        <RunDetails />
      </div>
    </section>
  );
}
