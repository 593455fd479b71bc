import type { Template } from '../../templates/template.ts';
import { figuresOf, type TemplateFigures } from './template-figures.ts';

/** Computes the figures of one template at a time. */
export interface FigureComputer {
  compute(template: Template): Promise<TemplateFigures>;
  /** No more will be asked for. */
  end(): void;
}

/** In a worker; where none can be had, on the page in its idle moments. */
export function figuresInWorker(): FigureComputer {
  let worker: Worker | null = null;
  let broken = false;
  const ask = (template: Template) =>
    new Promise<TemplateFigures>((resolve, reject) => {
      worker ??= new Worker(new URL('./figures-worker.ts', import.meta.url), { type: 'module' });
      worker.onmessage = ({ data }: MessageEvent<TemplateFigures | null>) =>
        data ? resolve(data) : reject(new Error(`The worker does not know the template ${template.id}.`));
      worker.onerror = (event) => reject(new Error(event.message));
      worker.postMessage(template.id);
    });
  return {
    compute: async (template) => {
      if (broken) return whenIdle(template);
      try {
        return await ask(template);
      } catch {
        broken = true;
        return whenIdle(template);
      }
    },
    end: () => worker?.terminate(),
  };
}

const whenIdle = (template: Template) =>
  new Promise<TemplateFigures>((resolve, reject) => {
    requestIdleCallback(() => {
      try {
        resolve(figuresOf(template));
      } catch (error) {
        reject(error);
      }
    });
  });
