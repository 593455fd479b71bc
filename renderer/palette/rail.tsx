import { PanelLeftOpen, Search, Shapes } from 'lucide-react';
import { Popover } from 'radix-ui';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { blockSearchMark } from '../keys/focus-search.ts';
import { LayerIcon } from '../ui/layer-icon.tsx';
import { Tip } from '../ui/tooltip.tsx';
import { Blocks } from './blocks.tsx';
import { catalogue, type Section } from './catalogue.ts';
import { FamilyBlocks } from './family-section.tsx';
import { Outline } from './outline.tsx';
import styles from './palette.module.css';
import { Patterns } from './patterns.tsx';

/** The palette as a column of family tiles with flyouts, for windows under 1360 px. */
export function Rail() {
  const { t } = useTranslation('define');
  return (
    <nav className={styles.rail} aria-label={t('palette.label')}>
      <Flyout label={t('palette.openSearch')} icon={<Search size={16} />} tall mark={blockSearchMark}>
        {() => <Blocks autoFocus />}
      </Flyout>
      {catalogue.map((section) => (
        <FamilyFlyout key={section.family} section={section} />
      ))}
      <Flyout label={t('palette.patterns')} icon={<Shapes size={16} />} tall>
        {() => <Patterns />}
      </Flyout>
      <span className={styles.space} />
      <Flyout label={t('palette.outline')} icon={<PanelLeftOpen size={16} />} tall>
        {() => <Outline />}
      </Flyout>
    </nav>
  );
}

function FamilyFlyout({ section }: { readonly section: Section }) {
  const { t } = useTranslation('define');
  const [first] = section.kinds;
  const name = t(`family.${section.family}`);
  return (
    <Flyout
      label={name}
      icon={<LayerIcon kind={icons[section.family] ?? first ?? ''} size={16} />}
      family={section.family}
    >
      {(close) => (
        <>
          <h3>{name}</h3>
          <FamilyBlocks section={section} onAdded={close} />
        </>
      )}
    </Flyout>
  );
}

/** The kind that stands for its family where the first one does not. */
const icons: Readonly<Record<string, string>> = { core: 'dense', recurrent: 'lstm' };

interface FlyoutProps {
  readonly label: string;
  readonly icon: ReactNode;
  readonly family?: string;
  readonly tall?: boolean;
  /** Attributes by which a shortcut finds the button. */
  readonly mark?: Readonly<Record<string, string>>;
  readonly children: (close: () => void) => ReactNode;
}

function Flyout({ label, icon, family, tall = false, mark, children }: FlyoutProps) {
  const [open, setOpen] = useState(false);
  return (
    <Popover.Root open={open} onOpenChange={setOpen}>
      <Tip text={label} side="right">
        <Popover.Trigger asChild>
          <button type="button" className={styles.railTile} aria-label={label} data-family={family} {...mark}>
            {icon}
          </button>
        </Popover.Trigger>
      </Tip>
      <Popover.Portal>
        <Popover.Content
          className={styles.flyout}
          side="right"
          align="start"
          sideOffset={6}
          collisionPadding={12}
          data-family={family}
          data-tall={tall || undefined}
          aria-label={label}
        >
          {children(() => setOpen(false))}
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}
