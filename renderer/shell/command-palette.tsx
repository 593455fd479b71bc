import { Command } from 'cmdk';
import { Dialog as RadixDialog } from 'radix-ui';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import overlay from '../ui/ui.module.css';
import styles from './command-palette.module.css';
import { usePaletteGroups } from './palette/groups.ts';
import { paletteScore } from './palette-score.ts';

/** Everything by name: steps, layers of this network, blocks, templates, files, actions. */
export function CommandPalette({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation('shell');
  const [query, setQuery] = useState('');
  const groups = usePaletteGroups();
  // cmdk sorts the entries of a group, but not the groups: the best answer would stand below a mere mention.
  const best = (group: (typeof groups)[number]) =>
    Math.max(...group.items.map(({ label, keywords = [] }) => paletteScore(query, [label, ...keywords])));
  const ordered = query.trim() === '' ? groups : [...groups].sort((a, b) => best(b) - best(a));
  return (
    <RadixDialog.Root open onOpenChange={(open) => !open && onClose()}>
      <RadixDialog.Portal>
        <RadixDialog.Overlay className={overlay.overlay} />
        <RadixDialog.Content className={styles.palette} aria-describedby={undefined}>
          <RadixDialog.Title className="visually-hidden">{t('palette.title')}</RadixDialog.Title>
          <Command
            label={t('palette.title')}
            loop
            filter={(_, search, keywords) => paletteScore(search, keywords ?? [])}
          >
            <Command.Input
              autoFocus
              value={query}
              onValueChange={setQuery}
              placeholder={t('palette.placeholder')}
              aria-label={t('palette.title')}
            />
            <Command.List>
              <Command.Empty>{t('palette.nothing', { query })}</Command.Empty>
              {ordered.map(({ id, title, items }) => (
                <Command.Group key={id} heading={title}>
                  {items.map((item) => (
                    <Command.Item
                      key={item.id}
                      value={`${id}/${item.id}`}
                      keywords={[item.label, ...(item.keywords ?? [])]}
                      onSelect={() => {
                        onClose();
                        item.run();
                      }}
                    >
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
        </RadixDialog.Content>
      </RadixDialog.Portal>
    </RadixDialog.Root>
  );
}
