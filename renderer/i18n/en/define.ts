export const define = {} as const;
