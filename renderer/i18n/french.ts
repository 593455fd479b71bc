type French = typeof import('./fr/tables.ts');

let tables: French | null = null;

/** Loads what the interface says in French beside its texts: names of templates, sentences of the engine and of imports. */
export async function loadFrench(): Promise<void> {
  tables ??= await import('./fr/tables.ts');
}

/** The French tables for a reader of French; `null` in English, where they are not even loaded. */
export const frenchFor = (locale: string): French | null => (locale === 'fr' ? tables : null);
