import { describe, expect, it } from 'vitest';
import { templates } from '../../templates/index.ts';
import { createGalleryFigures } from './gallery-figures.ts';

describe('createGalleryFigures', () => {
  it('computes one template per idle moment, each once, whoever asks twice', () => {
    const waiting: (() => void)[] = [];
    const gallery = createGalleryFigures(templates.slice(0, 3), (work) => waiting.push(work));
    gallery.start();
    gallery.start();
    expect(waiting).toHaveLength(1);
    for (let done = 1; done <= 3; done++) {
      waiting.shift()?.();
      expect(Object.keys(gallery.getState())).toHaveLength(done);
    }
    waiting.shift()?.();
    expect(waiting).toHaveLength(0);
  });

  it("has the published figures of VGG-16 and InceptionV3, and a silhouette of everyone's", () => {
    const gallery = createGalleryFigures(templates, (work) => work());
    gallery.start();
    const figures = gallery.getState();
    expect(figures['vgg-16']?.totals).toMatchObject({ parameters: 138_357_544, macs: 15_470_264_320 });
    expect(figures['inception-v3']?.totals).toMatchObject({ parameters: 23_851_784, layers: 313 });
    for (const template of templates) expect(figures[template.id]?.blocks.length, template.id).toBeGreaterThan(0);
  });
});
