import { describe, expect, it, vi } from 'vitest';
import { templates } from '../../templates/index.ts';
import type { Template } from '../../templates/template.ts';
import { createGalleryFigures } from './gallery-figures.ts';
import { figuresOf } from './template-figures.ts';

/** Computes on command, and keeps what it was asked for. */
function onCommand() {
  const asked: string[] = [];
  const waiting: (() => void)[] = [];
  let ended = false;
  const compute = (template: Template) => {
    asked.push(template.id);
    return new Promise<ReturnType<typeof figuresOf>>((resolve) => waiting.push(() => resolve(figuresOf(template))));
  };
  const next = async () => {
    const before = asked.length;
    waiting.shift()?.();
    await vi.waitFor(() => expect(asked.length > before || ended).toBe(true));
  };
  return { asked, next, isEnded: () => ended, computer: () => ({ compute, end: () => (ended = true) }) };
}

describe('createGalleryFigures', () => {
  const three = templates.slice(0, 3);

  it('computes one template at a time, each once, whoever asks twice', async () => {
    const { asked, next, isEnded, computer } = onCommand();
    const gallery = createGalleryFigures(three, computer);
    gallery.start();
    gallery.start();
    for (let done = 1; done <= 3; done++) {
      expect(asked).toHaveLength(done);
      await next();
      expect(Object.keys(gallery.getState())).toHaveLength(done);
    }
    expect(asked).toEqual(three.map(({ id }) => id));
    expect(isEnded()).toBe(true);
  });

  it('takes cards in view before the others, unless they have left it', async () => {
    const { asked, next, computer } = onCommand();
    const [first, second, third] = three.map(({ id }) => id);
    const gallery = createGalleryFigures(three, computer);
    gallery.start();
    gallery.want(second ?? '', true);
    gallery.want(third ?? '', true);
    gallery.want(second ?? '', false);
    await next();
    await next();
    expect(asked).toEqual([first, third, second]);
  });
});

describe('figuresOf', () => {
  it("has the published figures of VGG-16 and InceptionV3, and a silhouette of everyone's", () => {
    const figures = Object.fromEntries(templates.map((template) => [template.id, figuresOf(template)]));
    expect(figures['vgg-16']?.totals).toMatchObject({ parameters: 138_357_544, macs: 15_470_264_320 });
    expect(figures['inception-v3']?.totals).toMatchObject({ parameters: 23_851_784, layers: 313 });
    for (const template of templates) expect(figures[template.id]?.blocks.length, template.id).toBeGreaterThan(0);
  });
});
