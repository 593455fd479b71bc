import { useStore } from 'zustand';
import { useApp, useDocument, useRuns } from '../../app.ts';

/** Whether the file on the disk lacks something: an edit of the network, or a run. */
export function useUnsaved(): boolean {
  const { projects } = useApp();
  const edited = useDocument((s) => s.document !== s.saved);
  const records = useRuns((s) => s.records);
  const savedRecords = useStore(projects.store, (s) => s.savedRecords);
  return edited || records !== savedRecords;
}
