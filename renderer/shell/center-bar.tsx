import { useTranslation } from 'react-i18next';
import { useApp, useUi } from '../app.ts';
import type { ViewName } from '../store/ui.ts';
import { Segmented } from '../ui/choice.tsx';
import styles from './center-bar.module.css';
import { centerViews } from './center-views.ts';

/** Chooses what the middle of a step shows; there is none where it has but one thing to show. */
export function CenterBar() {
  const { t } = useTranslation('shell');
  const { ui } = useApp();
  const step = useUi((s) => s.step);
  const view = useUi((s) => s.views[s.step]);
  const others = centerViews[step];
  if (!others) return null;
  const own = step === 'train' ? 'canvas' : step === 'evaluate' ? 'results' : 'network';
  const choose = (id: ViewName | 'own') =>
    ui.setState(({ views: { [step]: _, ...rest } }) => ({ views: id === 'own' ? rest : { ...rest, [step]: id } }));
  return (
    <div className={styles.bar}>
      <Segmented
        label={t('views.label')}
        value={others.some(({ id }) => id === view) ? (view ?? 'own') : 'own'}
        choices={[
          { value: 'own', label: t(`views.${own}`) },
          ...others.map(({ id }) => ({ value: id, label: t(`views.${id}`) })),
        ]}
        onChange={choose}
      />
    </div>
  );
}
