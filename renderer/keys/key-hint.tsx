import type { ActionId } from './catalogue.ts';
import { useKeyText } from './key-text.ts';

/** The keys of an action as they are now; nothing where it has none. */
export function KeyHint({ of, className }: { readonly of: ActionId; readonly className?: string | undefined }) {
  const text = useKeyText(of);
  return text === undefined ? null : <kbd className={className}>{text}</kbd>;
}
