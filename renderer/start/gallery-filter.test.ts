import { describe, expect, it } from 'vitest';
import { templates } from '../../templates/index.ts';
import type { Template } from '../../templates/template.ts';
import { byYear, choose, everything } from './gallery-filter.ts';
import { figuresOf } from './template-figures.ts';

const some = ['vgg-16', 'lenet-5', 'resnet-50', 'inception-v3'];
const known = some.flatMap((id) => templates.filter((template) => template.id === id));
const figures = Object.fromEntries(known.map((template) => [template.id, figuresOf(template)]));
const words = (template: Template) => `${template.title} ${template.authors}`;
const ids = (choice: Partial<typeof everything>, with_ = figures) =>
  choose(known, { ...everything, ...choice }, with_, words, 'macs').map(({ id }) => id);

describe('choose', () => {
  it('orders by year, size, work and name', () => {
    expect(ids({})[0]).toBe('lenet-5');
    expect(ids({ order: 'byParameters' })).toEqual(['lenet-5', 'inception-v3', 'resnet-50', 'vgg-16']);
    expect(ids({ order: 'byWork' })).toEqual(['lenet-5', 'resnet-50', 'inception-v3', 'vgg-16']);
    expect(ids({ order: 'byName' })).toEqual(['inception-v3', 'lenet-5', 'resnet-50', 'vgg-16']);
  });

  it('keeps templates without figures last, and in their own order', () => {
    const { 'lenet-5': _, 'resnet-50': __, ...rest } = figures;
    expect(ids({ order: 'byParameters' }, rest)).toEqual(['inception-v3', 'vgg-16', 'lenet-5', 'resnet-50']);
  });

  it('leaves out what is not asked for', () => {
    expect(ids({ family: 'residual' })).toEqual(['resnet-50']);
    expect(ids({ trains: true })).toEqual(['lenet-5']);
    expect(ids({ network: 'transformer' })).toEqual([]);
    expect(ids({ network: 'convolutional' })).toHaveLength(4);
  });

  it('finds words of the title and the authors in any case and without accents', () => {
    expect(ids({ query: 'LECUN 5' })).toEqual(['lenet-5']);
    expect(ids({ query: 'hé' })).toContain('resnet-50');
    expect(ids({ query: 'no such network' })).toEqual([]);
  });
});

describe('byYear', () => {
  it('parts templates by year, oldest first', () => {
    const years = byYear(known);
    expect(years.map(({ year }) => year)).toEqual([1998, 2014, 2015]);
    expect(years.at(-1)?.templates.map(({ id }) => id)).toEqual(['resnet-50', 'inception-v3']);
  });
});
