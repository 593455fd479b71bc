import { describe, expect, it } from 'vitest';
import { templates } from '../../../../templates/index.ts';
import { built } from '../../../../templates/testing/built.ts';
import { analyze } from '../../analysis/analyze.ts';
import { network } from '../../build/network.ts';
import { emptyDocument, type StrideDocument } from '../../document/schema.ts';
import { measureInter } from '../measure.ts';
import { paperWords as words } from '../testing/words.ts';
import { everyElement, parseXml, textsOf } from '../testing/xml.ts';
import { paperFigureSvg, paperFigureTikz } from './figure.ts';
import { flowOf } from './flow.ts';
import { pictureOf } from './layout.ts';
import { type Picture, textSize } from './picture.ts';
import { type Figured, withoutRepeats } from './repeats.ts';

const figured = (document: StrideDocument): Figured => withoutRepeats(flowOf(document, analyze(document.graph), words));
const pictured = (document: StrideDocument): Picture => pictureOf(document.name, figured(document), words);
const svgOf = (document: StrideDocument): string =>
  paperFigureSvg(document, analyze(document.graph), { words, theme: 'light', background: true });
const tikzOf = (document: StrideDocument): string => paperFigureTikz(document, analyze(document.graph), words);

describe('what a figure shows', () => {
  it('draws LeNet-5 as its paper tells it: sizes and operations in the order of flow', () => {
    const { items } = figured(built('lenet-5'));
    expect(items.map(({ shape, lines }) => [shape, ...lines])).toEqual([
      ['28×28×1', 'Input'],
      ['28×28×6', 'Conv2D 5×5', 'Tanh', 'MaxPool 2×2/2'],
      ['10×10×16', 'Conv2D 5×5', 'Tanh', 'MaxPool 2×2/2', 'Flatten'],
      ['120', 'Dense', 'Tanh'],
      ['84', 'Dense', 'Tanh'],
      ['10', 'Dense', 'Softmax'],
    ]);
  });

  it('draws equal convolutions once: VGG-16 has 2, 2, 3, 3 and 3 of them', () => {
    const { items, spans } = figured(built('vgg-16'));
    const convolutions = items.filter(({ lines }) => lines[0] === 'Conv2D 3×3');
    expect(convolutions.map(({ times, shape }) => [times, shape])).toEqual([
      [2, '224×224×64'],
      [2, '112×112×128'],
      [3, '56×56×256'],
      [3, '28×28×512'],
      [3, '14×14×512'],
    ]);
    expect(spans).toEqual([]);
  });

  // He et al. 2016, table 1: 3, 8, 36 and 3 blocks; the first of each stage has a shortcut of its own.
  it('draws ResNet-152 by its blocks', () => {
    const { items, spans, bows } = figured(built('resnet-152'));
    expect(spans.map(({ times }) => times + 1)).toEqual([3, 8, 36, 3]);
    for (const { from, to } of spans) expect(items.slice(from, to + 1).map(({ symbol }) => symbol)).toEqual(['', '+']);
    expect(bows).toHaveLength(8);
    expect(items).toHaveLength(20);
    expect(items.find(({ shape }) => shape === '28×28×512')?.lines).toEqual([
      '1×1/2, 128',
      '3×3, 128',
      '1×1, 512',
      'shortcut 1×1/2',
      'BatchNorm, ReLU',
    ]);
  });

  // Huang et al. 2017, table 1: 6, 12, 24 and 16 layers; the last of each block is followed by other ones.
  it('draws DenseNet-121 by its dense blocks', () => {
    expect(figured(built('densenet-121')).spans.map(({ times }) => times + 1)).toEqual([6, 12, 24, 16]);
  });

  it('draws the modules of Inception v3 as lanes, by name', () => {
    const lanes = figured(built('inception-v3')).items.filter(({ type }) => type === 'lanes');
    expect(lanes[0]?.lines).toEqual([
      'Inception A, mixed 0',
      '1×1, 64',
      '1×1–5×5, 64',
      '1×1–3×3–3×3, 96',
      'AvgPool 3×3–1×1, 32',
    ]);
    expect(lanes.at(-1)?.lines).toContain('1×1–3×3–{1×3, 3×1}, 768');
  });

  it('draws U-Net as a ladder: what is copied stands on one line with where it goes', () => {
    const { shapes } = pictured(built('u-net'));
    const merges = shapes.filter((shape) => shape.type === 'merge').slice(0, 4);
    const copies = shapes.filter((shape) => shape.type === 'line' && shape.points.length === 2);
    expect(new Set(merges.map(({ y }) => y)).size).toBe(4);
    for (const { x, y } of merges) {
      const copy = copies.find(
        (shape) =>
          shape.type === 'line' && shape.points.every((point) => point.y === y) && (shape.points[1]?.x ?? 0) <= x,
      );
      expect(copy).toBeDefined();
    }
  });

  it('leaves out what is bypassed', () => {
    const document = built('lenet-5');
    const { s2 } = document.graph.nodes;
    if (!s2) throw new Error('no layer');
    const nodes = { ...document.graph.nodes, s2: { ...s2, mode: 'bypass' as const } };
    const { items } = figured({ ...document, graph: { ...document.graph, nodes } });
    expect(items[1]?.lines).toEqual(['Conv2D 5×5', 'Tanh']);
  });
});

describe('how a figure is set', () => {
  it.each(templates.map(({ id }) => id))('has no text over another and fits a page: %s', (id) => {
    const { shapes, width, height } = pictured(built(id));
    const boxes = shapes.flatMap((shape) => {
      if (shape.type !== 'text') return [];
      const long = measureInter(shape.text, textSize, shape.strong ? 600 : 400);
      const left = shape.anchor === 'middle' ? shape.x - long / 2 : shape.x;
      return [{ left, right: left + long, top: shape.y - 5, bottom: shape.y + 1.5, text: shape.text }];
    });
    boxes.forEach((a, i) => {
      for (const b of boxes.slice(i + 1)) {
        const apart = a.right <= b.left || b.right <= a.left || a.bottom <= b.top || b.bottom <= a.top;
        expect(apart, `${a.text} / ${b.text}`).toBe(true);
      }
      expect(a.left).toBeGreaterThanOrEqual(-0.01);
      expect(a.right).toBeLessThanOrEqual(width + 0.01);
    });
    // Text width of a page of two columns, points; a ladder is a little wider.
    expect(width).toBeLessThanOrEqual(570);
    expect(height).toBeGreaterThan(0);
  });

  it('is higher for larger images, and wider for more channels', () => {
    const { shapes } = pictured(built('vgg-16'));
    const blocks = shapes.filter(
      (shape) => shape.type === 'cuboid' && shape.family === 'convolution' && shape.width > 6.5,
    );
    const [first, ...others] = blocks.flatMap((shape) => (shape.type === 'cuboid' ? [shape] : []));
    const last = others.at(-1);
    expect(first?.height).toBeGreaterThan(last?.height ?? 0);
    expect(first?.width).toBeLessThan(last?.width ?? 0);
  });

  it('stands networks that are not complete, and none at all', () => {
    const net = network('parts');
    net.input([8, 8, 1]);
    const other = net.input([4]);
    net.dense(other, { units: 3 });
    const input = net.input([8, 8, 1]);
    net.add([net.conv2d(input, { filters: 2 }), net.conv2d(input, { filters: 3 })]);
    for (const document of [net.document(), emptyDocument('nothing')]) {
      expect(svgOf(document)).not.toMatch(/NaN|Infinity/);
      expect(() => parseXml(svgOf(document))).not.toThrow();
    }
  });
});

/** LaTeX that is not in a command's name: groups close, and no mark is left that LaTeX would take for its own. */
function checkLatex(tex: string): void {
  const body = tex.split('\n').filter((line) => !line.startsWith('%'));
  let depth = 0;
  for (const line of body) {
    for (const [token] of line.matchAll(/\\.|[{}]/gu)) {
      if (token === '{') depth++;
      if (token === '}') depth--;
      expect(depth, line).toBeGreaterThanOrEqual(0);
    }
    expect((line.replace(/\\./gu, '').match(/\$/g) ?? []).length % 2, line).toBe(0);
    if (line.startsWith('\\node')) expect(line.replace(/\\./gu, ''), line).not.toMatch(/[#%&_^]/);
  }
  expect(depth).toBe(0);
}

describe('the two files', () => {
  it.each(['lenet-5', 'resnet-152', 'inception-v3', 'u-net', 'gpt-2-small'])('hold the same: %s', (id) => {
    const document = built(id);
    const svg = parseXml(svgOf(document));
    const tex = tikzOf(document).split('\n');
    const blocks = everyElement(svg).filter(({ attributes }) => attributes['data-block'] !== undefined);
    expect(blocks.length).toBeGreaterThan(0);
    expect(tex.filter((line) => line.startsWith('\\strideblock{'))).toHaveLength(blocks.length);
    const merges = everyElement(svg).filter(({ attributes }) => attributes['data-merge'] !== undefined);
    expect(tex.filter((line) => line.startsWith('\\stridemerge{'))).toHaveLength(merges.length);
    const written =
      textsOf(svg).length - merges.filter(({ children }) => children.some(({ name }) => name === 'text')).length;
    expect(tex.filter((line) => line.startsWith('\\node[stride '))).toHaveLength(written);
  });

  it.each(templates.map(({ id }) => id))('are well-formed: %s', (id) => {
    expect(() => parseXml(svgOf(built(id)))).not.toThrow();
    checkLatex(tikzOf(built(id)));
  });

  it('set whatever a name holds', () => {
    const document = { ...built('inception-v3'), name: 'a\n}\\end{document}' };
    const groups = Object.fromEntries(
      Object.entries(document.groups).map(([id, group]) => [id, { ...group, name: '\\x{_^~#$%&}<é>' }]),
    );
    const tex = tikzOf({ ...document, groups });
    checkLatex(tex);
    expect(tex).toContain('\\textbackslash{}x$\\{$\\_\\textasciicircum{}\\textasciitilde{}\\#\\$\\%\\&$\\}$$<$é$>$');
    expect(tex.split('\n').filter((line) => line.includes('\\end{document}') && !line.startsWith('%'))).toHaveLength(1);
    expect(tex).not.toContain('lualatex');
  });

  it('say where pdfLaTeX has no letters for a name', () => {
    expect(tikzOf({ ...built('lenet-5'), name: '网络' })).toMatch(/^% !TeX program = lualatex\n/);
    expect(tikzOf(built('gpt-2-small'))).not.toContain('lualatex');
  });

  it('are the same bytes for the same document', () => {
    const copy: StrideDocument = structuredClone(built('resnet-18'));
    expect(svgOf(copy)).toBe(svgOf(built('resnet-18')));
    expect(tikzOf(copy)).toBe(tikzOf(built('resnet-18')));
  });
});
