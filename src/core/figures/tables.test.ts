import { expect, test } from 'vitest';
import { built } from '../../../templates/testing/built.ts';
import { analyze } from '../analysis/analyze.ts';
import { network } from '../build/network.ts';
import type { StrideDocument } from '../document/schema.ts';
import { csvColumns, summaryCsv, summaryMarkdown, type TableWords } from './tables.ts';

/** Records of a CSV text, character by character as RFC 4180 defines them. Throws where it is none. */
function parseCsv(text: string): string[][] {
  const records: string[][] = [];
  let record: string[] = [];
  let at = 0;
  while (at < text.length) {
    let field = '';
    if (text[at] === '"') {
      at++;
      while (text[at] !== '"' || text[at + 1] === '"') {
        if (at >= text.length) throw new Error('a quote that does not end');
        if (text[at] === '"') at++;
        field += text[at++];
      }
      at++;
    } else {
      while (at < text.length && !',\r\n'.includes(text[at] ?? '')) {
        if (text[at] === '"') throw new Error('a quote inside');
        field += text[at++];
      }
    }
    record.push(field);
    if (text[at] === ',') at++;
    else if (text.startsWith('\r\n', at)) {
      records.push(record);
      record = [];
      at += 2;
    } else throw new Error(`neither a comma nor a line's end at ${at}`);
  }
  return records;
}

const csvOf = (document: StrideDocument): string[][] => parseCsv(summaryCsv(document, analyze(document.graph)));

test.each(['lenet-5', 'inception-v3', 'transformer-classifier'])('the CSV read back is the analysis: %s', (id) => {
  const document = built(id);
  const analysis = analyze(document.graph);
  const [head, ...rows] = csvOf(document);
  expect(head).toEqual(csvColumns);
  const byName = new Map(Object.values(document.graph.nodes).map((node) => [node.name, analysis.nodes[node.id]]));
  expect(rows.map(([name = '']) => name).sort()).toEqual([...byName.keys()].sort());
  for (const [name = '', , shape, parameters, trainable, macs] of rows) {
    const figures = byName.get(name);
    expect([shape, Number(parameters), Number(trainable), Number(macs)]).toEqual([
      figures?.output?.shape.join('x'),
      figures?.parameters.total,
      figures?.parameters.trainable,
      figures?.cost?.macs.value,
    ]);
  }
});

test('the columns add up to published figures', () => {
  const sum = (rows: string[][], column: number) =>
    rows.slice(1).reduce((total, row) => total + Number(row[column]), 0);
  // LeCun et al. 1998 as Keras builds it; VGG-16 as Keras counts it.
  expect(sum(csvOf(built('lenet-5')), 3)).toBe(61_706);
  expect([sum(csvOf(built('vgg-16')), 3), sum(csvOf(built('vgg-16')), 5)]).toEqual([138_357_544, 15_470_264_320]);
  expect(sum(csvOf(built('inception-v3')), 4)).toBe(23_817_352);
});

function named(name: string): StrideDocument {
  const net = network('names');
  net.conv2d(net.input([8, 8, 1]), { filters: 2 }, 'conv');
  const document = net.document();
  const { conv } = document.graph.nodes;
  if (!conv) throw new Error('no layer');
  return { ...document, graph: { ...document.graph, nodes: { ...document.graph.nodes, conv: { ...conv, name } } } };
}

test.each(['a,b', 'say "yes"', 'two\r\nlines', '"', ',', 'é汉 x'])('a name keeps to its cell: %j', (name) => {
  expect(csvOf(named(name)).map((row) => row.length)).toEqual([6, 6, 6]);
  expect(csvOf(named(name)).map(([first]) => first)).toContain(name);
});

const words: TableWords = {
  columns: ['Layer', 'Kind', 'Output', 'Parameters', 'MACs'],
  total: 'Total',
  number: (value) => value.toLocaleString('en-US'),
};

const markdownOf = (document: StrideDocument): string => summaryMarkdown(document, analyze(document.graph), words);

/** Cells of a Markdown table: bars that are not escaped divide them. */
const cellsOf = (line: string): string[] =>
  line
    .split(/(?<!\\)\|/)
    .slice(1, -1)
    .map((cell) => cell.trim());

test('the Markdown table has a line a layer and one for the whole', () => {
  const lines = markdownOf(built('lenet-5')).trimEnd().split('\n').map(cellsOf);
  expect(lines).toHaveLength(2 + 9 + 1);
  expect(lines).toContainEqual(['`c3`', 'Conv2D', '10×10×16', '2,416', '240,000']);
  expect(lines.at(-1)).toEqual(['**Total**', '', '', '**61,706**', '**416,520**']);
});

test('a name ends no cell and no line of the Markdown table', () => {
  for (const name of ['a|b', 'two\nlines', '`code`', '| --- |']) {
    const lines = markdownOf(named(name)).trimEnd().split('\n');
    expect(lines.map((line) => cellsOf(line).length)).toEqual([5, 5, 5, 5, 5]);
  }
});

test('what is unknown is left out of the CSV and makes totals lower bounds', () => {
  const net = network('wrong');
  const input = net.input([8, 8, 1]);
  net.add([net.conv2d(input, { filters: 2 }, 'a'), net.conv2d(input, { filters: 3 }, 'b')], {}, 'sum');
  expect(csvOf(net.document()).find(([name]) => name === 'sum')).toEqual(['sum', 'Add', '', '0', '0', '0']);
  expect(markdownOf(net.document())).toMatch(/\| \*\*≥\u00a050\*\* \|/);
});
