import { Command } from 'cmdk';
import { Clock, FileSearch, Files, LayoutTemplate, Save } from 'lucide-react';
import { Dialog as RadixDialog } from 'radix-ui';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { templates } from '../../../templates/index.ts';
import { useApp } from '../../app.ts';
import { useLocale } from '../../i18n/i18n.ts';
import { templateDocument, templateText } from '../../i18n/template-text.ts';
import overlay from '../../ui/ui.module.css';
import styles from '../command-palette.module.css';
import { icon, type PaletteGroup, type PaletteItem } from '../palette/types.ts';
import { paletteScore } from '../palette-score.ts';
import { chooseAndCompare, compareWith, compareWithFile, otherSteps } from './sources.ts';

interface CompareWithProps {
  readonly stepsOnly: boolean;
  readonly onClose: () => void;
}

/** Asks what the network is to be compared with, in one list that can be searched. */
export function CompareWith({ stepsOnly, onClose }: CompareWithProps) {
  const { t } = useTranslation('compare');
  const [query, setQuery] = useState('');
  const own = useOwn(stepsOnly);
  const groups = [own, useFiles(), useTemplates()].filter((group) => group === own || !stepsOnly);
  return (
    <RadixDialog.Root open onOpenChange={(open) => !open && onClose()}>
      <RadixDialog.Portal>
        <RadixDialog.Overlay className={overlay.overlay} />
        <RadixDialog.Content className={styles.palette} aria-describedby={undefined}>
          <RadixDialog.Title className="visually-hidden">{t('choose.title')}</RadixDialog.Title>
          <Command
            label={t('choose.title')}
            loop
            filter={(_, search, keywords) => paletteScore(search, keywords ?? [])}
          >
            <Command.Input
              autoFocus
              value={query}
              onValueChange={setQuery}
              placeholder={t('choose.placeholder')}
              aria-label={t('choose.title')}
            />
            <Command.List>
              <Command.Empty>{t('choose.nothing', { query })}</Command.Empty>
              {groups
                .filter(({ items }) => items.length > 0)
                .map(({ id, title, items }) => (
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

/** As it was saved last, where that is another, and the steps of its history. */
function useOwn(stepsOnly: boolean): PaletteGroup {
  const { t } = useTranslation(['compare', 'shell']);
  const app = useApp();
  const { saved, document, history, path } = app.documents.getState();
  const steps = otherSteps(history).map((compared, index): PaletteItem => {
    const { origin } = compared;
    return {
      id: `step-${index}`,
      label: origin.kind === 'step' ? t('compare:choose.step', { label: origin.label }) : t('shell:history.start'),
      icon: <Clock {...icon} />,
      run: () => compareWith(app, compared),
    };
  });
  const last: PaletteItem[] =
    stepsOnly || path === null || saved === null || saved === document
      ? []
      : [
          {
            id: 'saved',
            label: t('compare:choose.saved'),
            icon: <Save {...icon} />,
            run: () => compareWith(app, { document: saved, origin: { kind: 'saved' } }),
          },
        ];
  return { id: 'own', title: t('compare:choose.own'), items: [...last, ...steps] };
}

function useFiles(): PaletteGroup {
  const { t } = useTranslation('compare');
  const app = useApp();
  const recent = useStore(app.projects.store, (s) => s.recent);
  const files = (recent ?? [])
    .filter(({ missing }) => !missing)
    .map(
      ({ path, name }): PaletteItem => ({
        id: path,
        label: name,
        note: path,
        icon: <Files {...icon} />,
        run: () => void compareWithFile(app, path),
      }),
    );
  const other: PaletteItem = {
    id: 'other',
    label: t('choose.file'),
    icon: <FileSearch {...icon} />,
    run: () => void chooseAndCompare(app),
  };
  return { id: 'files', title: t('choose.files'), items: [other, ...files] };
}

function useTemplates(): PaletteGroup {
  const { t } = useTranslation('compare');
  const app = useApp();
  const locale = useLocale();
  const items = templates.map(
    (template): PaletteItem => ({
      id: template.id,
      label: templateText(template, locale).title,
      note: String(template.year),
      icon: <LayoutTemplate {...icon} />,
      keywords: [template.title, template.authors, template.family],
      run: () => compareWith(app, { document: templateDocument(template, locale), origin: { kind: 'template' } }),
    }),
  );
  return { id: 'templates', title: t('choose.templates'), items };
}
