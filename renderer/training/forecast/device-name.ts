import { deviceText } from '../../i18n/device-text.ts';
import { backendName } from '../describe.ts';

/** `WASM · 4 threads, SIMD` */
export const deviceName = ({ backend, device }: { readonly backend: string; readonly device: string }): string =>
  `${backendName(backend)} · ${deviceText(device)}`;
