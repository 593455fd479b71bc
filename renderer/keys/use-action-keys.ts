import { useEffect } from 'react';
import { useApp } from '../app.ts';
import { applies, focusOf } from './applies.ts';
import { bindingsOf, holderOf } from './bindings.ts';
import { type ActionId, catalogue, isCanvasKey } from './catalogue.ts';
import { combinationOf, isMac } from './combination.ts';

type Actions = typeof import('./actions.ts')['actions'];

const dialogs = '[role="dialog"]:not([data-modeless])';

/** Every shortcut of the app, by one listener. What they do is fetched in an idle moment: the first paint needs none. */
export function useActionKeys(): void {
  const app = useApp();
  useEffect(() => {
    let actions: Actions | null = null;
    const load = async (): Promise<Actions> => {
      actions ??= (await import('./actions.ts')).actions;
      return actions;
    };
    const run = (from: Actions, id: ActionId) => {
      if (isCanvasKey(id)) return;
      const action = from[id];
      if (action.isPossible?.(app) !== false) action.run(app);
    };
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.isComposing) return;
      const combination = combinationOf(event, isMac());
      if (combination === null) return;
      const { shortcuts, screen, step } = app.ui.getState();
      const id = holderOf(bindingsOf(shortcuts), combination);
      if (id === null || catalogue[id].fixed === 'system') return;
      const dialog = document.querySelector(dialogs) !== null;
      if (!applies(id, combination, { screen, step, focus: focusOf(event.target), dialog })) return;
      event.preventDefault();
      if (actions) run(actions, id);
      else
        load().then(
          (loaded) => run(loaded, id),
          (error) => app.notify('problem', String(error)),
        );
    };
    // One that does not come now is asked for again when a key is pressed.
    const idle = requestIdleCallback(() => load().catch(() => undefined));
    document.addEventListener('keydown', onKeyDown);
    return () => {
      cancelIdleCallback(idle);
      document.removeEventListener('keydown', onKeyDown);
    };
  }, [app]);
}
