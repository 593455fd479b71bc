import { CircleHelp } from 'lucide-react';
import { type ReactNode, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Derivation } from '../../src/core/analysis/derivations/derivation.ts';
import styles from './inspector.module.css';
import { DerivationList } from './why/derivation-list.tsx';
import whyStyles from './why/why.module.css';

interface FigureProps {
  readonly title: string;
  readonly value: string;
  readonly aside?: string;
  /** How it came about: asked for, it takes the place of what stands beneath. */
  readonly why?: readonly Derivation[];
  /** Whether the fields named in `why` are those of the layer that is shown. */
  readonly own?: boolean;
  readonly children?: ReactNode;
}

/** A figure of a layer with what explains it beneath; its title asks for all of its derivation. */
export function Figure({ title, value, aside, why = [], own = true, children }: FigureProps) {
  const { t } = useTranslation('define');
  const [open, setOpen] = useState(false);
  const id = useId();
  return (
    <div className={styles.figure}>
      <h4>
        {why.length === 0 ? (
          <span>{title}</span>
        ) : (
          <button
            type="button"
            className={whyStyles.ask}
            aria-label={t('why.ask', { figure: title, value })}
            aria-expanded={open}
            {...(open ? { 'aria-controls': id } : {})}
            onClick={() => setOpen(!open)}
          >
            {title}
            <CircleHelp size={11} />
          </button>
        )}
        <b>{value}</b>
        {aside ? <small>{aside}</small> : null}
      </h4>
      {open ? (
        <div id={id}>
          <DerivationList derivations={why} own={own} />
        </div>
      ) : (
        children
      )}
    </div>
  );
}
