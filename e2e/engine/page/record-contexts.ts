import { loseContexts } from './channel.ts';

/**
 * Loaded before the engine's worker: keeps every WebGL context that is made after it, and loses them on demand, as a
 * driver that restarts would.
 */
const made: WebGL2RenderingContext[] = [];
const original = OffscreenCanvas.prototype.getContext;

OffscreenCanvas.prototype.getContext = new Proxy(original, {
  apply: (target, canvas, parameters) => {
    const context: unknown = Reflect.apply(target, canvas, parameters);
    if (context instanceof WebGL2RenderingContext) made.push(context);
    return context;
  },
});

new BroadcastChannel(loseContexts).addEventListener('message', () => {
  for (const context of made) context.getExtension('WEBGL_lose_context')?.loseContext();
});
