/**
 * Loads a part of the app when it is first wanted, and gives the same answer from then on; what failed is tried again. A
 * repeated `import()` is not free: each time, Vite looks up all styles and scripts that the part needs.
 */
export function once<T>(load: () => Promise<T>): () => Promise<T> {
  let loaded: Promise<T> | null = null;
  return () => {
    loaded ??= load().catch((error: unknown) => {
      loaded = null;
      throw error;
    });
    return loaded;
  };
}
