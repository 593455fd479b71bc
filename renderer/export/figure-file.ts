import type { LayerTimes, Shown } from '../../src/core/analysis/share.ts';
import type { Analysis } from '../../src/core/analysis/types.ts';
import type { StrideDocument } from '../../src/core/document/schema.ts';
import { drawingSvg } from '../../src/core/figures/drawing.ts';
import { paperFigureSvg, paperFigureTikz } from '../../src/core/figures/paper/figure.ts';
import { summaryCsv, summaryMarkdown } from '../../src/core/figures/tables.ts';
import type { ThemeName } from '../../src/core/figures/themes.ts';
import type { FigureWords } from './figure-words.ts';
import type { FigureFormat } from './formats.ts';

export interface FigureSource {
  readonly document: StrideDocument;
  readonly analysis: Analysis;
  readonly words: FigureWords;
}

export interface FigureSettings {
  readonly theme: ThemeName;
  readonly background: boolean;
  readonly share: Shown | 'off';
  /** Of the layers, where they have been measured. */
  readonly times?: LayerTimes | null;
  /** `@font-face` rules that the picture brings along: a picture sees no font of the page. */
  readonly fontFace?: string | undefined;
}

/** The file of a format as text; of a PNG the SVG that it is made of. */
export function figureFile(format: FigureFormat, source: FigureSource, settings: FigureSettings): string {
  const { document, analysis, words } = source;
  switch (format) {
    case 'svg':
    case 'png':
      return drawingSvg(document, analysis, { ...settings, words: words.drawing });
    case 'paperSvg':
      return paperFigureSvg(document, analysis, { ...settings, words: words.paper });
    case 'tikz':
      return paperFigureTikz(document, analysis, words.paper);
    case 'csv':
      return summaryCsv(document, analysis);
    case 'markdown':
      return summaryMarkdown(document, analysis, words.table);
  }
}

/** The picture that shows what a format holds; a LaTeX file is shown by the same figure as an SVG. */
export const previewPicture = (format: FigureFormat, source: FigureSource, settings: FigureSettings): string =>
  format === 'tikz'
    ? figureFile('paperSvg', source, { ...settings, theme: 'light', background: true })
    : figureFile(format, source, settings);
