/** Name of the BroadcastChannel on which the page tells `failing-worker.ts` what is to happen to its graphics device. */
export const deviceChannel = 'device';

/** `lost`: as when a driver restarts. `fails`: the driver throws at whatever is drawn from then on. */
export type DeviceAccident = 'lost' | 'fails';
