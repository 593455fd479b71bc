import { ChevronDown, ChevronRight } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatFull } from '../i18n/format.ts';
import { useLocale } from '../i18n/i18n.ts';
import { Block, besideColumn } from './block.tsx';
import type { Section } from './catalogue.ts';
import styles from './palette.module.css';

interface FamilySectionProps {
  readonly section: Section;
  readonly open: boolean;
  readonly onToggle: () => void;
}

/** A family with its usual blocks; the others when asked for. */
export function FamilySection({ section, open, onToggle }: FamilySectionProps) {
  const { t } = useTranslation('define');
  const locale = useLocale();
  const Chevron = open ? ChevronDown : ChevronRight;
  return (
    <section data-family={section.family}>
      <button type="button" className={styles.family} aria-expanded={open} onClick={onToggle}>
        <Chevron size={12} />
        <i />
        {t(`family.${section.family}`)}
        <span>{formatFull(section.kinds.length, locale)}</span>
      </button>
      {open ? <FamilyBlocks section={section} /> : null}
    </section>
  );
}

interface FamilyBlocksProps {
  readonly section: Section;
  readonly onAdded?: () => void;
}

export function FamilyBlocks({ section: { kinds, usual, family }, onAdded }: FamilyBlocksProps) {
  const { t } = useTranslation('define');
  const [all, setAll] = useState(false);
  const shown = all ? kinds : kinds.slice(0, usual);
  const more = kinds.length - usual;
  return (
    <div className={styles.blocks}>
      {shown.map((kind, i) => (
        <Block
          key={kind}
          kind={kind}
          beside={besideColumn[i % 2 === 0 ? 0 : 1]}
          {...(onAdded === undefined ? {} : { onAdded })}
        />
      ))}
      {more > 0 ? (
        <button
          type="button"
          className={styles.more}
          aria-expanded={all}
          aria-label={t(all ? 'palette.fewerOf' : 'palette.moreOf', { count: more, family: t(`family.${family}`) })}
          onClick={() => setAll(!all)}
        >
          {t(all ? 'palette.fewer' : 'palette.more', { count: more })}
        </button>
      ) : null}
    </div>
  );
}
