import { Command } from 'cmdk';
import { Dialog as RadixDialog } from 'radix-ui';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatFull } from '../i18n/format.ts';
import { useLocale } from '../i18n/i18n.ts';
import overlay from '../ui/ui.module.css';
import styles from './command-palette.module.css';
import { usePaletteGroups } from './palette/groups.ts';
import type { PaletteGroup, PaletteItem } from './palette/types.ts';
import { bestOf, scorer, searchable } from './palette-score.ts';

interface PaletteProps {
  /** What was typed before it was here. */
  readonly typed: string;
  readonly onClose: () => void;
}

/** Everything by name: steps, layers of this network, blocks, templates, files, actions. */
export function CommandPalette({ typed, onClose }: PaletteProps) {
  const { t } = useTranslation('shell');
  const groups = usePaletteGroups();
  return (
    <RadixDialog.Root open onOpenChange={(open) => !open && onClose()}>
      <RadixDialog.Portal>
        <RadixDialog.Overlay className={overlay.overlay} />
        <RadixDialog.Content className={styles.palette} aria-describedby={undefined}>
          <RadixDialog.Title className="visually-hidden">{t('palette.title')}</RadixDialog.Title>
          <Entries groups={groups} typed={typed} onClose={onClose} />
        </RadixDialog.Content>
      </RadixDialog.Portal>
    </RadixDialog.Root>
  );
}

interface EntriesProps extends PaletteProps {
  readonly groups: readonly PaletteGroup[];
}

/** Entries of a group that are shown: the best ones. Of thousands of layers more would make every letter wait. */
const mostShown = 50;

function Entries({ groups, typed, onClose }: EntriesProps) {
  const { t } = useTranslation('shell');
  const locale = useLocale();
  const [query, setQuery] = useState(typed);
  const entries = useMemo(
    () =>
      groups.map(({ id, title, items }) => ({
        id,
        title,
        items: items.map((item) => [item, searchable([item.label, ...(item.keywords ?? [])])] as const),
      })),
    [groups],
  );
  const score = scorer(query);
  const found = entries
    .map(({ id, title, items }) => ({ id, title, ...bestOf(items, score, mostShown) }))
    .filter(({ count }) => count > 0);
  // Else the best answer would stand below a mere mention.
  if (query.trim() !== '') found.sort((a, b) => b.best - a.best);
  const choose = (item: PaletteItem) => {
    onClose();
    item.run();
  };
  return (
    <Command label={t('palette.title')} loop shouldFilter={false}>
      <Command.Input
        autoFocus
        value={query}
        onValueChange={setQuery}
        placeholder={t('palette.placeholder')}
        aria-label={t('palette.title')}
      />
      <Command.List>
        <Command.Empty>{t('palette.nothing', { query })}</Command.Empty>
        {found.map(({ id, title, items, count }) => (
          <Command.Group
            key={id}
            heading={
              count > items.length
                ? `${title} · ${formatFull(items.length, locale)} / ${formatFull(count, locale)}`
                : title
            }
          >
            {items.map((item) => (
              <Command.Item key={item.id} value={`${id}/${item.id}`} onSelect={() => choose(item)}>
                {item.icon}
                <span>{item.label}</span>
                {item.note ? <span className={styles.note}>{item.note}</span> : null}
                {item.shortcut ? <kbd>{item.shortcut}</kbd> : null}
              </Command.Item>
            ))}
          </Command.Group>
        ))}
      </Command.List>
    </Command>
  );
}
