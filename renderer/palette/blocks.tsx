import { Search } from 'lucide-react';
import { type KeyboardEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Family } from '../../src/core/layers/define.ts';
import { layerDefinitions } from '../../src/core/layers/registry.ts';
import { useApp } from '../app.ts';
import { addAfterSelection } from '../canvas/edit-actions.ts';
import { useLocale } from '../i18n/i18n.ts';
import { blockSearchMark } from '../keys/focus-search.ts';
import { KeyHint } from '../keys/key-hint.tsx';
import { searchCatalogue } from './catalogue.ts';
import { FamilySection } from './family-section.tsx';
import styles from './palette.module.css';

/** The last two families are for sequences: closed until they are wanted, so that the others are in sight at once. */
const closedAtFirst: ReadonlySet<Family> = new Set(['recurrent', 'attention']);

/** Blocks by family, searched by typing; Enter adds the first one found. */
export function Blocks({ autoFocus = false }: { readonly autoFocus?: boolean }) {
  const app = useApp();
  const { t } = useTranslation('define');
  const locale = useLocale();
  const [text, setText] = useState('');
  const [closed, setClosed] = useState<ReadonlySet<Family>>(closedAtFirst);
  const sections = searchCatalogue(text, locale);
  const toggle = (family: Family) =>
    setClosed((before) => {
      const after = new Set(before);
      if (!after.delete(family)) after.add(family);
      return after;
    });
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    const [first] = sections[0]?.kinds ?? [];
    if (event.key === 'Enter' && first && text !== '') addAfterSelection(app, first);
    if (event.key !== 'Escape' && event.key !== 'Enter') return;
    setText('');
    if (event.key === 'Escape') event.currentTarget.blur();
  };
  return (
    <>
      <label className={styles.search}>
        <Search size={14} />
        <input
          {...blockSearchMark}
          // biome-ignore lint/a11y/noAutofocus: opened by the search button of the rail
          autoFocus={autoFocus}
          type="search"
          value={text}
          placeholder={t('palette.search', { count: layerDefinitions.length })}
          aria-label={t('palette.openSearch')}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={onKeyDown}
        />
        <KeyHint of="search" />
      </label>
      <div className={styles.scroll}>
        {sections.map((section) => (
          <FamilySection
            key={section.family}
            section={section}
            open={text !== '' || !closed.has(section.family)}
            onToggle={() => toggle(section.family)}
          />
        ))}
        {sections.length === 0 ? <p className={styles.nothing}>{t('palette.nothing', { text })}</p> : null}
      </div>
    </>
  );
}
