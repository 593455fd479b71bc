import { useStore } from 'zustand';
import { createStore, type StoreApi } from 'zustand/vanilla';
import { type App, useApp } from '../../app.ts';

interface FormState {
  /** Whether rarely changed settings are in sight: as the user left it, for as long as the window is open. */
  readonly advancedOpen: boolean;
}

const stores = new WeakMap<App, StoreApi<FormState>>();

function formOf(app: App): StoreApi<FormState> {
  const known = stores.get(app);
  if (known) return known;
  const made = createStore<FormState>(() => ({ advancedOpen: false }));
  stores.set(app, made);
  return made;
}

export function useAdvanced(): readonly [open: boolean, setOpen: (open: boolean) => void] {
  const store = formOf(useApp());
  const open = useStore(store, (state) => state.advancedOpen);
  return [open, (advancedOpen) => store.setState({ advancedOpen })];
}
