import { WandSparkles } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useApp } from '../app.ts';
import { Button } from '../ui/button.tsx';
import styles from './generator.module.css';
import { PatternForm } from './pattern-form.tsx';
import { usePattern } from './use-pattern.ts';

/** CS231n's layer pattern on the start screen; picture and figures are those of the network it would open. */
export function PatternGenerator() {
  const { t } = useTranslation('start');
  const { projects } = useApp();
  const pattern = usePattern();
  const { generated } = pattern;
  return (
    <section className={styles.generator} aria-labelledby="start-patterns">
      <PatternForm
        pattern={pattern}
        actions={
          <Button
            look="primary"
            icon={<WandSparkles size={14} />}
            disabled={!generated.ok}
            onClick={() => generated.ok && void projects.openDocument(() => generated.value)}
          >
            {t('generator.generate')}
          </Button>
        }
      >
        <h2 id="start-patterns" tabIndex={-1}>
          {t('generator.title')}
        </h2>
        <span>{t('generator.subtitle')}</span>
      </PatternForm>
    </section>
  );
}
