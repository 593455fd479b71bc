import { ChevronRight } from 'lucide-react';
import { type ReactNode, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Derivation } from '../../src/core/analysis/derivations/derivation.ts';
import type { Formula } from '../../src/core/math/formula.ts';
import { SubstitutedLine, SymbolicLine } from '../inspector/formula-line.tsx';
import { DerivationList } from '../inspector/why/derivation-list.tsx';
import styles from './analysis.module.css';

export interface Reason {
  readonly title: string;
  readonly formula: Formula;
  readonly unit: string;
}

interface WhyProps {
  readonly reasons?: readonly Reason[];
  /** Those that the core tells, with how they are counted and where that is written. */
  readonly derivations?: readonly Derivation[];
  readonly children?: ReactNode;
}

/** Opens figures into how they came about: symbols, numbers, result. */
export function Why({ reasons = [], derivations = [], children }: WhyProps) {
  const { t } = useTranslation('analysis');
  const [open, setOpen] = useState(false);
  const id = useId();
  return (
    <>
      <button
        type="button"
        className={styles.why}
        aria-expanded={open}
        aria-controls={id}
        onClick={() => setOpen(!open)}
      >
        <ChevronRight size={12} />
        {t('why')}
      </button>
      {open ? (
        <div id={id} className={styles.reasons}>
          {derivations.length > 0 ? <DerivationList derivations={derivations} /> : null}
          {reasons.map(({ title, formula, unit }) => (
            <div key={title}>
              <h4>{title}</h4>
              <p>
                <SymbolicLine formula={formula} />
              </p>
              <SubstitutedLine formula={formula} unit={unit} own={false} />
            </div>
          ))}
          {children}
        </div>
      ) : null}
    </>
  );
}
