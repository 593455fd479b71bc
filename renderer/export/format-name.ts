import { useTranslation } from 'react-i18next';
import type { FigureFormat } from './formats.ts';

const sections = {
  svg: 'drawing',
  png: 'drawing',
  paperSvg: 'paper',
  tikz: 'paper',
  csv: 'table',
  markdown: 'table',
} as const satisfies Readonly<Record<FigureFormat, string>>;

/** What a format is called where its section is not seen: there are two kinds of SVG. */
export function useFormatName(): (format: FigureFormat) => string {
  const { t } = useTranslation('evaluate');
  return (format) => `${t(`export.${sections[format]}`)}, ${t(`export.formats.${format}`)}`;
}
