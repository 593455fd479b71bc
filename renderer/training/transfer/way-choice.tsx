import { RadioGroup } from 'radix-ui';
import { useTranslation } from 'react-i18next';
import type { TransferWay } from '../../../src/core/surgery/transfer.ts';
import styles from './transfer.module.css';

const ways: readonly TransferWay[] = ['features', 'frozen', 'fineTune'];

interface WayChoiceProps {
  readonly value: TransferWay;
  readonly onChange: (way: TransferWay) => void;
}

/** How the base is put to the new task, each way with what it costs and when it is the right one. */
export function WayChoice({ value, onChange }: WayChoiceProps) {
  const { t } = useTranslation('control');
  return (
    <RadioGroup.Root
      className={styles.ways}
      aria-label={t('transfer.way')}
      value={value}
      onValueChange={(next) => {
        const way = ways.find((one) => one === next);
        if (way) onChange(way);
      }}
    >
      {ways.map((way) => (
        <RadioGroup.Item key={way} value={way} className={styles.way} aria-label={t(`transfer.${way}`)}>
          <b>{t(`transfer.${way}`)}</b>
          <span>{t(`transfer.${way}Text`)}</span>
        </RadioGroup.Item>
      ))}
    </RadioGroup.Root>
  );
}
