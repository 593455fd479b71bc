import { ChevronRight, Search } from 'lucide-react';
import { Fragment, lazy, Suspense, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useApp } from '../app.ts';
import { withTexts } from '../i18n/i18n.ts';
import { KeyHint } from '../keys/key-hint.tsx';
import { Brand } from '../shell/brand.tsx';
import { steps } from '../store/ui.ts';
import { Gallery } from './gallery.tsx';
import { RecentList } from './recent-list.tsx';
import styles from './start.module.css';
import { StartSide } from './start-side.tsx';

const loadGenerator = withTexts(() => import('./pattern-generator.tsx'));
const PatternGenerator = lazy(async () => ({ default: (await loadGenerator()).PatternGenerator }));

/** First screen: begin something new, go on with something kept, or open a published architecture. */
export function StartScreen() {
  const { t } = useTranslation(['start', 'shell']);
  const { projects, gallery } = useApp();
  useEffect(() => {
    void projects.refresh();
    gallery.start();
  }, [projects, gallery]);
  return (
    <div className={styles.screen}>
      <StartBar />
      <StartSide />
      <main className={styles.main}>
        <ol className={styles.five} aria-label={t('shell:steps.label')}>
          {steps.map((step, index) => (
            <Fragment key={step}>
              {index > 0 ? (
                <li className={styles.arrow} aria-hidden="true">
                  <ChevronRight size={14} />
                </li>
              ) : null}
              <li>
                <span className={styles.number} aria-hidden="true">
                  {index + 1}
                </span>
                <span>
                  <b>{t(`shell:steps.${step}`)}</b>
                  <span>{t(`start:steps.${step}`)}</span>
                </span>
              </li>
            </Fragment>
          ))}
        </ol>
        <div className={styles.cards}>
          <Suspense fallback={<section className={styles.generator} />}>
            <PatternGenerator />
          </Suspense>
          <RecentList />
        </div>
        <Gallery />
      </main>
    </div>
  );
}

function StartBar() {
  const { t } = useTranslation(['start', 'shell']);
  const { dialogs } = useApp();
  return (
    <header className={styles.bar}>
      <span className={styles.logo}>
        <Brand />
      </span>
      <h1 className={styles.brand}>{t('shell:appName')}</h1>
      <button type="button" className={styles.search} onClick={() => dialogs.setState({ open: 'palette' })}>
        <Search size={14} />
        <span>{t('start:search')}</span>
        <KeyHint of="palette" />
      </button>
    </header>
  );
}
