import { z } from 'zod';

const schema = z.object({
  id: z.string(),
  path: z.string().nullable(),
  /** The document at the moment the page went away, when its draft was not written yet; JSON. */
  unwritten: z.string().nullable(),
});

/** Which document this tab has open: what a reload of the page comes back to. */
export type TabRecord = z.infer<typeof schema>;

const key = 'stride-open';

type TabStorage = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

export function readTab(storage: TabStorage): TabRecord | null {
  try {
    const parsed = schema.safeParse(JSON.parse(storage.getItem(key) ?? 'null'));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}

/** A document too large for the storage is left to its draft. */
export function writeTab(storage: TabStorage, record: TabRecord): void {
  try {
    storage.setItem(key, JSON.stringify(record));
  } catch {
    if (record.unwritten !== null) writeTab(storage, { ...record, unwritten: null });
  }
}

export const clearTab = (storage: TabStorage): void => storage.removeItem(key);
