import { deviceChannel } from './channel.ts';

/** Loaded before the engine's worker: keeps every WebGL context that is made after it, and harms them on demand. */
const made: WebGL2RenderingContext[] = [];
const original = OffscreenCanvas.prototype.getContext;

OffscreenCanvas.prototype.getContext = new Proxy(original, {
  apply: (target, canvas, parameters) => {
    const context: unknown = Reflect.apply(target, canvas, parameters);
    if (context instanceof WebGL2RenderingContext) made.push(context);
    return context;
  },
});

new BroadcastChannel(deviceChannel).addEventListener('message', ({ data }) => {
  for (const context of made) {
    if (data === 'lost') context.getExtension('WEBGL_lose_context')?.loseContext();
    else context.drawElements = drawNothing;
  }
});

function drawNothing(): never {
  throw new Error('the driver has a bug');
}
