import { Download } from 'lucide-react';
import type { RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { useApp } from '../app.ts';
import { IconButton } from '../ui/button.tsx';
import { Menu } from '../ui/overlay.tsx';
import { type ChartFormat, saveChart } from './plot/export-chart.ts';

const formats: readonly ChartFormat[] = ['svg', 'png'];

/** Saves the chart as it stands. */
export function SaveChartMenu({
  svg,
  title,
}: {
  readonly svg: RefObject<SVGSVGElement | null>;
  readonly title: string;
}) {
  const { t } = useTranslation('runs');
  const app = useApp();
  return (
    <Menu
      align="end"
      trigger={
        <IconButton size="small" label={t('curves.save', { name: title })}>
          <Download size={13} />
        </IconButton>
      }
      groups={[
        formats.map((format) => ({
          id: format,
          label: t('curves.saveAs', { format: format.toUpperCase() }),
          run: () => {
            if (svg.current) void saveChart(app, svg.current, title, format);
          },
        })),
      ]}
    />
  );
}
