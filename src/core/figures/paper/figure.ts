import type { Analysis } from '../../analysis/types.ts';
import type { StrideDocument } from '../../document/schema.ts';
import { flowOf, type PaperWords } from './flow.ts';
import { pictureOf } from './layout.ts';
import type { Picture } from './picture.ts';
import { withoutRepeats } from './repeats.ts';
import { type PaperSvgOptions, pictureSvg } from './svg.ts';
import { pictureTikz } from './tikz.ts';

/** The network's blocks with their sizes in the order of flow, as papers show architectures: one picture, two formats. */
const paperPicture = (document: StrideDocument, analysis: Analysis, words: PaperWords): Picture =>
  pictureOf(document.name, withoutRepeats(flowOf(document, analysis, words)), words);

export const paperFigureSvg = (
  document: StrideDocument,
  analysis: Analysis,
  { words, ...options }: PaperSvgOptions & { readonly words: PaperWords },
): string => pictureSvg(paperPicture(document, analysis, words), options);

export const paperFigureTikz = (document: StrideDocument, analysis: Analysis, words: PaperWords): string =>
  pictureTikz(paperPicture(document, analysis, words));
