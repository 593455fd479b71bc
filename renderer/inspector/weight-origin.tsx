import { useTranslation } from 'react-i18next';
import { useWeightOrigin } from '../app.ts';
import { OriginIcon } from '../canvas/mode-mark.tsx';
import styles from './inspector.module.css';

/** Where the selected layer's weights come from, in words; nothing where there is nothing to tell apart. */
export function WeightOriginLine({ id }: { readonly id: string }) {
  const { t } = useTranslation('define');
  const origin = useWeightOrigin(id);
  if (!origin) return null;
  return (
    <p className={styles.origin} data-origin={origin}>
      <OriginIcon origin={origin} />
      <span>{t(`origin.${origin}`)}</span>
    </p>
  );
}
