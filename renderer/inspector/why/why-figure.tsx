import { CircleHelp } from 'lucide-react';
import { Popover } from 'radix-ui';
import { useTranslation } from 'react-i18next';
import type { Derivation, DerivationCode } from '../../../src/core/analysis/derivations/derivation.ts';
import { DerivationList } from './derivation-list.tsx';
import styles from './why.module.css';

interface WhyFigureProps {
  readonly label: string;
  readonly value: string;
  /** All that is known; those with these codes explain this figure. */
  readonly derivations: readonly Derivation[];
  readonly codes: readonly DerivationCode[];
}

/** A total of many layers; pressed, it opens into how it came about. */
export function WhyFigure({ label, value, derivations, codes }: WhyFigureProps) {
  const { t } = useTranslation('define');
  const reasons = derivations.filter(({ code }) => codes.includes(code));
  return (
    <div>
      <dt>{label}</dt>
      <dd>
        {reasons.length === 0 ? (
          value
        ) : (
          <Popover.Root>
            <Popover.Trigger asChild>
              <button type="button" className={styles.total} aria-label={t('why.ask', { figure: label, value })}>
                {value}
                <CircleHelp size={11} />
              </button>
            </Popover.Trigger>
            <Popover.Portal>
              <Popover.Content
                className={styles.popover}
                side="left"
                align="start"
                sideOffset={12}
                collisionPadding={12}
                aria-label={t('why.of', { figure: label })}
              >
                <DerivationList derivations={reasons} />
              </Popover.Content>
            </Popover.Portal>
          </Popover.Root>
        )}
      </dd>
    </div>
  );
}
