export const compile = {} as const;
