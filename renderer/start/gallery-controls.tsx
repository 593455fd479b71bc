import { Check, Search, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { templates } from '../../templates/index.ts';
import { templateFamilies, templateTasks } from '../../templates/template.ts';
import { useUi } from '../app.ts';
import { Button } from '../ui/button.tsx';
import { Segmented, Select } from '../ui/choice.tsx';
import { Tip } from '../ui/tooltip.tsx';
import controls from './gallery-controls.module.css';
import { type Choice, everything, orders } from './gallery-filter.ts';

interface GalleryControlsProps {
  readonly choice: Choice;
  readonly onChange: (choice: Choice) => void;
  /** The timeline has an order of its own. */
  readonly sortable: boolean;
}

const presentFamilies = templateFamilies.filter((family) => templates.some((template) => template.family === family));
const presentTasks = templateTasks.filter((task) => templates.some((template) => template.task === task));

/** Which templates are shown, and in which order. */
export function GalleryControls({ choice, onChange, sortable }: GalleryControlsProps) {
  const { t } = useTranslation(['start', 'define']);
  const unit = useUi((s) => t(`define:why.unit.${s.convention}`));
  const { network, order } = choice;
  const filtered = Object.entries(everything).some(
    ([key, value]) => key !== 'order' && choice[key as keyof Choice] !== value,
  );
  const set = (change: Partial<Choice>) => onChange({ ...choice, ...change });
  return (
    <div className={controls.controls}>
      <Segmented
        label={t('gallery.family')}
        value={choice.family}
        onChange={(family) => set({ family })}
        choices={[
          { value: 'all', label: t('gallery.all', { count: templates.length }) },
          ...presentFamilies.map((value) => ({ value, label: t(`gallery.${value}`) })),
        ]}
      />
      <span className={controls.more}>
        <label className={controls.search}>
          <Search size={13} aria-hidden="true" />
          <input
            type="search"
            aria-label={t('gallery.search')}
            placeholder={t('gallery.search')}
            value={choice.query}
            onChange={(event) => set({ query: event.target.value })}
            spellCheck={false}
          />
        </label>
        <span className={controls.task}>
          <Select
            label={t('gallery.task')}
            value={choice.task}
            onChange={(task) => set({ task })}
            choices={[
              { value: 'all', label: t('gallery.everyTask') },
              ...presentTasks.map((value) => ({ value, label: t(`tasks.${value}`) })),
            ]}
          />
        </span>
        <Tip text={t('gallery.trainsHint')}>
          <button
            type="button"
            className={controls.toggle}
            aria-pressed={choice.trains}
            onClick={() => set({ trains: !choice.trains })}
          >
            {choice.trains ? <Check size={12} /> : null}
            {t('gallery.trains')}
          </button>
        </Tip>
        {network === 'all' ? null : (
          <button
            type="button"
            className={controls.toggle}
            aria-pressed="true"
            onClick={() => set({ network: 'all' })}
            title={t('gallery.network', { name: t(`comparison.${network}.name`) })}
          >
            {t(`comparison.${network}.name`)}
            <X size={12} />
          </button>
        )}
        {filtered ? (
          <Button look="ghost" size="small" onClick={() => onChange({ ...everything, order })}>
            {t('gallery.clear')}
          </Button>
        ) : null}
        <span className={controls.fill} />
        {sortable ? (
          <span className={controls.sort}>
            <Select
              label={t('gallery.sort')}
              value={order}
              onChange={(value) => set({ order: value })}
              choices={orders.map((value) => ({ value, label: t(`gallery.${value}`, { unit }) }))}
            />
          </span>
        ) : null}
      </span>
    </div>
  );
}
