import {
  ArrowDown,
  ArrowLeft,
  ArrowLeftRight,
  ArrowUp,
  Copy,
  FileSpreadsheet,
  FileText,
  Fullscreen,
  Link2,
  Minus,
  Plus,
  Upload,
} from 'lucide-react';
import { Dialog as RadixDialog } from 'radix-ui';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { Difference } from '../../../src/core/document/diff/differences.ts';
import { useApp } from '../../app.ts';
import { formatFull } from '../../i18n/format.ts';
import { useLocale } from '../../i18n/i18n.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { Menu } from '../../ui/overlay.tsx';
import styles from './compare.module.css';
import type { DifferenceText } from './difference-text.ts';
import type { LinkedView } from './linked-view.ts';
import { copyReport, type ReportFormat, saveReport } from './save-report.ts';
import type { Comparison } from './use-comparison.ts';

interface CompareBarProps {
  readonly comparison: Comparison;
  readonly view: LinkedView;
  /** The differences that are listed. */
  readonly visible: readonly Difference[];
  readonly chosen: Difference | null;
  readonly textOf: (difference: Difference) => DifferenceText;
  readonly onLook: (difference: Difference) => void;
  readonly onSwap: () => void;
}

const zoomStep = 1.2;

/** The way back, from difference to difference, and what moves the drawings. */
export function CompareBar({ comparison, view, visible, chosen, textOf, onLook, onSwap }: CompareBarProps) {
  const { t } = useTranslation('compare');
  const locale = useLocale();
  const app = useApp();
  const linked = useStore(view, (s) => s.linked);
  const at = chosen ? visible.indexOf(chosen) : -1;
  const step = (by: number) => {
    const next = visible[at < 0 ? (by > 0 ? 0 : visible.length - 1) : at + by];
    if (next) onLook(next);
  };
  const save = (format: ReportFormat) => void saveReport(app, format, { comparison, textOf, locale });
  return (
    <header className={styles.bar}>
      <RadixDialog.Close asChild>
        <Button look="ghost" icon={<ArrowLeft size={15} />}>
          {t('back')}
        </Button>
      </RadixDialog.Close>
      <RadixDialog.Title>{t('title')}</RadixDialog.Title>
      <span className={styles.count} role="status">
        {at < 0
          ? t('found', { count: visible.length })
          : t('position', { at: formatFull(at + 1, locale), total: formatFull(visible.length, locale) })}
      </span>
      <IconButton label={t('previous')} disabled={visible.length === 0 || at === 0} onClick={() => step(-1)}>
        <ArrowUp size={15} />
      </IconButton>
      <IconButton
        label={t('next')}
        disabled={visible.length === 0 || at === visible.length - 1}
        onClick={() => step(1)}
      >
        <ArrowDown size={15} />
      </IconButton>
      <span className={styles.fill} />
      <IconButton label={t('zoomOut')} onClick={() => view.zoomBoth(1 / zoomStep)}>
        <Minus size={15} />
      </IconButton>
      <IconButton label={t('zoomIn')} onClick={() => view.zoomBoth(zoomStep)}>
        <Plus size={15} />
      </IconButton>
      <IconButton label={t('fit')} onClick={view.fit}>
        <Fullscreen size={15} />
      </IconButton>
      <IconButton label={t('linked')} pressed={linked} onClick={() => view.setLinked(!linked)}>
        <Link2 size={15} />
      </IconButton>
      <IconButton label={t('swap')} onClick={onSwap}>
        <ArrowLeftRight size={15} />
      </IconButton>
      <Menu
        align="end"
        trigger={<Button icon={<Upload size={14} />}>{t('export')}</Button>}
        groups={[
          [
            {
              id: 'markdown',
              label: t('markdown'),
              icon: <FileText size={14} />,
              run: () => save('md'),
            },
            { id: 'csv', label: t('csv'), icon: <FileSpreadsheet size={14} />, run: () => save('csv') },
            {
              id: 'copy',
              label: t('copy'),
              icon: <Copy size={14} />,
              run: () => void copyReport(app, { comparison, textOf, locale }),
            },
          ],
        ]}
      />
    </header>
  );
}
