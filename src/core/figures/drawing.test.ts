import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { built } from '../../../templates/testing/built.ts';
import { analyze } from '../analysis/analyze.ts';
import { network } from '../build/network.ts';
import { docksOf } from '../document/dock.ts';
import { emptyDocument, type StrideDocument } from '../document/schema.ts';
import { families } from '../layers/define.ts';
import { type DrawingOptions, drawingSvg } from './drawing.ts';
import { drawingWords } from './testing/words.ts';
import { everyElement, parseXml, textsOf, type XmlElement } from './testing/xml.ts';
import { themes } from './themes.ts';

const options: DrawingOptions = { theme: 'light', words: drawingWords, share: 'parameters', background: true };

const drawn = (document: StrideDocument, changed: Partial<DrawingOptions> = {}): string =>
  drawingSvg(document, analyze(document.graph), { ...options, ...changed });

const marked = (svg: string, mark: string): readonly XmlElement[] =>
  everyElement(parseXml(svg)).filter(({ attributes }) => attributes[mark] !== undefined);

const layerNamed = (svg: string, name: string): XmlElement => {
  const found = marked(svg, 'data-layer').find(({ attributes }) => attributes['data-layer'] === name);
  if (!found) throw new Error(`${name} is not drawn`);
  return found;
};

const wireNamed = (svg: string, name: string): XmlElement => {
  const found = marked(svg, 'data-wire').find(({ attributes }) => attributes['data-wire'] === name);
  if (!found?.children[0]) throw new Error(`${name} is not drawn`);
  return found.children[0];
};

describe('the drawing', () => {
  it.each(['lenet-5', 'resnet-18', 'inception-v3', 'u-net', 'transformer-classifier', 'gru-digits'])(
    'has one element a layer, a wire that can be seen and a group: %s',
    (id) => {
      const document = built(id);
      const { nodes, edges } = document.graph;
      const svg = drawn(document);
      const names = marked(svg, 'data-layer').map(({ attributes }) => attributes['data-layer']);
      expect(names.sort()).toEqual(
        Object.values(nodes)
          .map(({ name }) => name)
          .sort(),
      );
      const wires = Object.values(edges).length - docksOf(document).above.size;
      expect(marked(svg, 'data-wire')).toHaveLength(wires);
      expect(marked(svg, 'data-group')).toHaveLength(Object.keys(document.groups).length);
    },
  );

  it('says of a layer what its card says', () => {
    const svg = drawn(built('lenet-5'));
    expect(textsOf(layerNamed(svg, 'c1'))).toEqual(['Conv2D', '5×5, 6', '28×28×6', '156', 'Tanh']);
    // 48,120 of 61,706 parameters.
    expect(textsOf(layerNamed(svg, 'c5'))).toEqual(['Dense', '120', '120', '48,120', '78\u00a0%', 'Tanh']);
    expect(textsOf(layerNamed(svg, 's2'))).toEqual(['MaxPool', '2×2, s2', '14×14×6']);
  });

  it('shows receptive fields, and measured times, as the canvas does', () => {
    const document = built('lenet-5');
    const fields = drawn(document, { share: 'receptiveField' });
    // Half of an image of 28×28.
    expect(textsOf(layerNamed(fields, 'c3'))).toContain('14×14');
    expect(textsOf(layerNamed(fields, 'c3'))).toContain('50\u00a0%');
    expect(textsOf(layerNamed(fields, 'c5'))).toEqual(['Dense', '120', '120', 'Tanh']);

    const idOf = (name: string) => Object.values(document.graph.nodes).find((node) => node.name === name)?.id ?? '';
    const times = { [idOf('c1')]: 30, [idOf('c3')]: 10 };
    const timed = drawn(document, { share: 'time', times });
    expect(textsOf(layerNamed(timed, 'c1'))).toContain('75\u00a0%');
    expect(textsOf(layerNamed(timed, 'c3'))).toContain('10');
    expect(textsOf(layerNamed(timed, 'c5'))).toEqual(['Dense', '120', '120', 'Tanh']);
    expect(drawn(document, { share: 'time' })).not.toContain('%');
  });

  it('draws docked layers as strips of the card above them', () => {
    const svg = drawn(built('resnet-18'));
    const [card, strip] = ['conv1', 'conv1_bn'].map((name) => everyElement(layerNamed(svg, name)));
    expect(card?.some(({ name }) => name === 'rect')).toBe(true);
    expect(strip?.some(({ name }) => name === 'rect')).toBe(false);
    expect(textsOf(layerNamed(svg, 'conv1_bn'))).toEqual(['BatchNorm', '256']);
  });

  it('has thicker wires for larger tensors', () => {
    const svg = drawn(built('lenet-5'));
    const [image, vector] = ['c1 → s2', 'c5 → f6'].map((name) =>
      Number(wireNamed(svg, name).attributes['stroke-width']),
    );
    expect(image).toBeGreaterThan(vector ?? 0);
    expect(vector).toBe(1.25);
  });

  it('has everything inside the picture', () => {
    for (const id of ['inception-v3', 'u-net', 'googlenet']) {
      const svg = parseXml(drawn(built(id)));
      const [x = 0, y = 0, width = 0, height = 0] = (svg.attributes.viewBox ?? '').split(' ').map(Number);
      const points = everyElement(svg).flatMap(({ attributes }) => {
        if (attributes['data-layer'] !== undefined)
          return [(attributes.transform ?? '').match(/-?[\d.]+/g)?.map(Number) ?? []];
        return attributes.stroke !== undefined && /^M[-\d. ]+[VL]/.test(attributes.d ?? '')
          ? [
              [...(attributes.d ?? '').matchAll(/[ML](-?[\d.]+) (-?[\d.]+)/g)]
                .slice(0, 1)
                .flatMap((m) => [Number(m[1]), Number(m[2])]),
            ]
          : [];
      });
      for (const [px = 0, py = 0] of points.filter((point) => point.length === 2)) {
        expect(px).toBeGreaterThanOrEqual(x);
        expect(px).toBeLessThanOrEqual(x + width);
        expect(py).toBeGreaterThanOrEqual(y);
        expect(py).toBeLessThanOrEqual(y + height);
      }
    }
  });

  it('is the same bytes for the same document', () => {
    const document = built('inception-v3');
    const copy: StrideDocument = structuredClone(document);
    expect(drawn(copy)).toBe(drawn(document));
  });

  it('keeps whatever a name holds, but for what no XML can hold', () => {
    const net = network('<svg onload="alert(1)">');
    net.conv2d(net.input([8, 8, 1]), { filters: 2 }, 'conv');
    const document = net.document();
    const { conv } = document.graph.nodes;
    if (!conv) throw new Error('no layer');
    const name = '</g>&amp;"\'<b>\u0000\ud800é汉]]>';
    const nodes = { ...document.graph.nodes, conv: { ...conv, name } };
    const groups = { g: { id: 'g', name: 'A & <B>', members: ['conv'], parent: null, collapsed: false } };
    const svg = drawn({ ...document, graph: { ...document.graph, nodes }, groups });
    expect(layerNamed(svg, '</g>&amp;"\'<b>é汉]]>').name).toBe('g');
    expect(parseXml(svg).children[0]?.text).toBe('<svg onload="alert(1)">');
    expect(marked(svg, 'data-group')[0]?.attributes['data-group']).toBe('A & <B>');
  });

  it('shows what is wrong: a wire in dashes, what is unknown after it in dots', () => {
    const net = network('wrong');
    const input = net.input([8, 8, 1]);
    const a = net.conv2d(input, { filters: 2 }, 'a');
    const b = net.conv2d(input, { filters: 3 }, 'b');
    net.flatten(net.add([a, b], {}, 'sum'), {}, 'flat');
    const document = net.document();
    const svg = drawn(document);
    expect(wireNamed(svg, 'b → sum').attributes).toMatchObject({
      stroke: themes.light.edgeError,
      'stroke-dasharray': '5 5',
    });
    expect(wireNamed(svg, 'sum → flat').attributes).toMatchObject({ 'stroke-dasharray': '2 5' });
    expect(textsOf(layerNamed(svg, 'flat'))).toContain('?');
    expect(textsOf(layerNamed(svg, 'sum'))).toContain('!');
  });

  it('can be clear, dark and empty', () => {
    const whole = (svg: string) => parseXml(svg).children.filter(({ name }) => name === 'rect');
    expect(whole(drawn(built('lenet-5')))[0]?.attributes.fill).toBe('#f4f5f7');
    expect(whole(drawn(built('lenet-5'), { theme: 'dark' }))[0]?.attributes.fill).toBe('#0e1013');
    expect(whole(drawn(built('lenet-5'), { background: false }))).toEqual([]);
    expect(parseXml(drawn(emptyDocument('nothing'))).attributes.viewBox).toBe('-24 -24 48 48');
  });
});

describe('the themes', () => {
  const css = readFileSync(new URL('../../../renderer/styles/tokens.css', import.meta.url), 'utf8');
  const [light = '', dark = ''] = css.split('[data-theme="dark"] {');
  const shortNames: Readonly<Record<string, string>> = {
    convolution: 'conv',
    pooling: 'pool',
    normalisation: 'norm',
    activation: 'act',
    recurrent: 'rec',
    attention: 'attn',
  };

  it.each([
    ['light', light],
    ['dark', dark],
  ] as const)('are those of the canvas: %s', (name, tokens) => {
    const theme = themes[name];
    const token = (key: string) => new RegExp(`--${key}: ([^;]+);`).exec(tokens)?.[1];
    const family = Object.fromEntries(families.map((key) => [key, token(`f-${shortNames[key] ?? key}`)]));
    const { canvas, node, inset, line1, line2, line3, text1, text2, text3, edge, error, heat } = theme;
    expect({ canvas, node, inset, line1, line2, line3, text1, text2, text3, edge, error }).toEqual({
      canvas: token('bg-canvas'),
      node: token('bg-node'),
      inset: token('bg-inset'),
      line1: token('line-1'),
      line2: token('line-2'),
      line3: token('line-3'),
      text1: token('text-1'),
      text2: token('text-2'),
      text3: token('text-3'),
      edge: token('edge'),
      error: token('err'),
    });
    expect(theme.family).toEqual(family);
    expect(heat).toEqual([1, 2, 3, 4, 5].map((level) => token(`heat-${level}`)));
    expect(theme.tint).toBe(Number.parseInt(token('tint') ?? '', 10) / 100);
  });
});
