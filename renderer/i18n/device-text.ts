import i18next from 'i18next';

/** What computes, `JavaScript, 4 threads`, in the reader's language; names of graphics cards stay as they are. */
export const deviceText = (device: string): string =>
  device.replace(/(\d+) threads?/, (_, count: string) => i18next.t('shell:backend.threads', { count: Number(count) }));
