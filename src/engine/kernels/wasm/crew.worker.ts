import { type HelperOrders, help } from './crew-helper.ts';

self.addEventListener(
  'message',
  ({ data }: MessageEvent<HelperOrders>) => void help(data, () => self.postMessage(null)),
);
