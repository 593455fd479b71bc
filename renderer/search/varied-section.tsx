import { Plus } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { searchableSettings } from '../../src/core/search/schema.ts';
import { copiesDimension, settingDimension } from '../../src/core/search/suggest.ts';
import { useApp, useUi } from '../app.ts';
import { Button } from '../ui/button.tsx';
import { Section } from '../ui/layout.tsx';
import { Menu } from '../ui/overlay.tsx';
import { DimensionRow } from './dimension-row.tsx';
import { useDimensionName } from './dimension-text.ts';
import styles from './search.module.css';
import { toggleDimension, useSearchSettings } from './use-search-settings.ts';

/** What the search varies, each with where it is drawn from. */
export function VariedSection() {
  const { t } = useTranslation('runs');
  const app = useApp();
  const nameOf = useDimensionName();
  const selection = useUi((state) => state.selection);
  const [{ dimensions }, change] = useSearchSettings();
  const taken = new Set(dimensions.map(({ id }) => id));
  const settings = searchableSettings.map(settingDimension).filter(({ id }) => !taken.has(id));
  const copies = selection.size > 0 ? copiesDimension([...selection]) : null;
  return (
    <Section
      title={t('search.varied')}
      aside={
        <Menu
          align="end"
          trigger={
            <Button size="small" icon={<Plus size={12} />}>
              {t('search.add')}
            </Button>
          }
          groups={[
            settings.map((dimension) => ({
              id: dimension.id,
              label: nameOf(dimension),
              run: () => toggleDimension(app, dimension),
            })),
            [
              {
                id: 'copies',
                label: t('search.addCopies'),
                disabled: copies === null || taken.has(copies.id),
                run: () => copies && toggleDimension(app, copies),
              },
            ],
          ]}
        />
      }
    >
      {dimensions.length === 0 ? <p className={styles.note}>{t('search.nothingVaried')}</p> : null}
      <ul>
        {dimensions.map((dimension) => (
          <DimensionRow
            key={dimension.id}
            dimension={dimension}
            onChange={(next) => change({ dimensions: dimensions.map((one) => (one.id === next.id ? next : one)) })}
            onRemove={() => toggleDimension(app, dimension)}
          />
        ))}
      </ul>
    </Section>
  );
}
