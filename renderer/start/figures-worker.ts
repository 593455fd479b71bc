import { templateById } from '../../templates/index.ts';
import { figuresOf } from './template-figures.ts';

/** Takes a template's id, answers its figures. Beside the page, which stays free meanwhile. */
self.addEventListener('message', ({ data }: MessageEvent<string>) => {
  const template = templateById(data);
  self.postMessage(template ? figuresOf(template) : null);
});
