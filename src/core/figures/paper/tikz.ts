import { families } from '../../layers/define.ts';
import { plain } from '../svg.ts';
import { themes } from '../themes.ts';
import { shades } from './colour.ts';
import { mergeRadius, type Picture, type PictureShape } from './picture.ts';

/**
 * A paper figure as a LaTeX file that stands alone and needs TikZ, nothing else: it compiles as it is, and its
 * `tikzpicture` can be taken into a paper. Lengths in points; the colours and the shape of blocks are defined once.
 */
export function pictureTikz(picture: Picture): string {
  const used = new Set(picture.shapes.flatMap((shape) => (shape.type === 'cuboid' ? [shape.family] : [])));
  const colours = families.filter((family) => used.has(family) || family === 'merge');
  const plainLatin = picture.shapes.every((shape) => shape.type !== 'text' || latexKnows(shape.text));
  return [
    ...(plainLatin && latexKnows(picture.title) ? [] : ['% !TeX program = lualatex']),
    `% ${picture.title.replace(/\s+/g, ' ')}`,
    '\\documentclass[tikz,border=4pt]{standalone}',
    '\\usepackage{tikz}',
    ...colours.map(
      (family) => `\\definecolor{stride${family}}{HTML}{${themes.light.family[family].slice(1).toUpperCase()}}`,
    ),
    "% x, y of the front's top left corner; width, height; depth; colour",
    '\\newcommand{\\strideblock}[6]{%',
    `  \\filldraw[draw=#6!${percent(shades.edge)}!black,fill=#6!${percent(shades.front)}] (#1,#2) rectangle ++(#3,#4);`,
    `  \\filldraw[draw=#6!${percent(shades.edge)}!black,fill=#6!${percent(shades.top)}] (#1,#2) -- ++(#5,-#5) -- ++(#3,0) -- ++(-#5,#5) -- cycle;`,
    `  \\filldraw[draw=#6!${percent(shades.edge)}!black,fill=#6!${percent(shades.side)}] (#1,#2) ++(#3,0) -- ++(#5,-#5) -- ++(0,#4) -- ++(-#5,#5) -- cycle;}`,
    '% x, y of the middle; what stands in it',
    '\\newcommand{\\stridemerge}[3]{%',
    `  \\filldraw[draw=stridemerge!60!black,fill=stridemerge!20,line width=0.7pt] (#1,#2) circle[radius=${mergeRadius}pt];`,
    '  \\node[stride mark] at (#1,#2) {#3};}',
    '\\begin{document}',
    '\\begin{tikzpicture}[x=1pt,y=-1pt,line width=0.5pt,line join=round,',
    '  stride wire/.style={draw=black!70,line width=0.6pt},',
    '  stride mark/.style={inner sep=0pt,font=\\sffamily\\tiny},',
    '  stride label/.style={inner sep=0pt,anchor=base,font=\\sffamily\\scriptsize,text=black!75},',
    '  stride size/.style={inner sep=0pt,anchor=base,font=\\sffamily\\scriptsize\\bfseries}]',
    ...picture.shapes.map(command),
    '\\end{tikzpicture}',
    '\\end{document}',
    '',
  ].join('\n');
}

const percent = (share: number): string => plain(100 * share);
const at = (x: number, y: number): string => `(${plain(x)},${plain(y)})`;

function command(shape: PictureShape): string {
  switch (shape.type) {
    case 'cuboid': {
      const numbers = [shape.x, shape.y, shape.width, shape.height, shape.depth];
      return `\\strideblock${numbers.map((value) => `{${plain(value)}}`).join('')}{stride${shape.family}}`;
    }
    case 'line':
      return `\\draw[stride wire${shape.arrow ? ',-stealth' : ''}] ${shape.points.map(({ x, y }) => at(x, y)).join(' -- ')};`;
    case 'dot':
      return `\\fill[black!70] ${at(shape.x, shape.y)} circle[radius=1.1pt];`;
    case 'merge':
      return `\\stridemerge{${plain(shape.x)}}{${plain(shape.y)}}{${merges[shape.symbol] ?? escapeLatex(shape.symbol)}}`;
    case 'text': {
      const style = `stride ${shape.strong ? 'size' : 'label'}${shape.anchor === 'start' ? ',anchor=base west' : ''}`;
      return `\\node[${style}] at ${at(shape.x, shape.y)} {${escapeLatex(shape.text)}};`;
    }
  }
}

const merges: Readonly<Record<string, string>> = { '+': '$+$', '×': '$\\times$', '−': '$-$', '·': '$\\cdot$' };

const special: Readonly<Record<string, string>> = {
  '\\': '\\textbackslash{}',
  '{': '$\\{$',
  '}': '$\\}$',
  $: '\\$',
  '&': '\\&',
  '#': '\\#',
  '%': '\\%',
  _: '\\_',
  '^': '\\textasciicircum{}',
  '~': '\\textasciitilde{}',
  '"': "''",
  '<': '$<$',
  '>': '$>$',
  '|': '$|$',
  '\u00a0': '~',
  '\u202f': '\\,',
  '×': '$\\times$',
  '·': '$\\cdot$',
  '−': '$-$',
  '–': '--',
  '—': '---',
  '…': '\\dots{}',
  '→': '$\\rightarrow$',
  '⇤': '$\\leftarrow$',
  '≤': '$\\leq$',
  '≥': '$\\geq$',
  α: '$\\alpha$',
  '’': "'",
};

/** Text as LaTeX sets it; control characters and line ends are spaces. */
export const escapeLatex = (text: string): string =>
  [...text.replace(/\p{Cc}+/gu, ' ')].map((letter) => special[letter] ?? letter).join('');

/** Whether pdfLaTeX has letters for it all: accented Latin, and what is said in its own commands. */
const latexKnows = (text: string): boolean =>
  [...text].every((letter) => /[\p{Cc}\u0020-\u017f]/u.test(letter) || special[letter] !== undefined);
