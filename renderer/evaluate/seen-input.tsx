import type { ReactNode } from 'react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useSession } from '../app.ts';
import type { PredictInput } from '../store/session.ts';
import { PictureCanvas } from '../training/picture-canvas.tsx';
import { inputPicture } from './inputs.ts';
import styles from './predict.module.css';

interface SeenInputProps {
  readonly source: PredictInput['source'];
  /** The ink is cut out and centred before the network sees it. */
  readonly centred: boolean;
  readonly pad: ReactNode;
  readonly actions?: ReactNode;
  readonly note?: ReactNode;
}

/** Where an image comes from, and beside it what the network gets of it. */
export function SeenInput({ source, centred, pad, actions, note }: SeenInputProps) {
  const { t } = useTranslation('evaluate');
  const input = useSession((state) => (state.input?.source === source ? state.input : null));
  const picture = useMemo(() => (input ? inputPicture(input) : null), [input]);
  return (
    <>
      <div className={styles.padBox}>{pad}</div>
      <div className={styles.side}>
        <span className={styles.muted}>{t('predict.sees')}</span>
        {picture ? (
          <PictureCanvas picture={picture} className={styles.sees} label={t('predict.sees')} />
        ) : (
          <span className={styles.seesNothing} />
        )}
        {input ? (
          <p>
            {t('predict.seesShape', { shape: input.shape.join('×') })}
            {centred ? `, ${t('predict.centred')}` : ''}
          </p>
        ) : null}
        {note ? <p>{note}</p> : null}
        <div className={styles.bottom}>{actions}</div>
      </div>
    </>
  );
}
