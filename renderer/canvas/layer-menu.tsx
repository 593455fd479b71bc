import { Command } from 'cmdk';
import { type ReactNode, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { type App, useApp } from '../app.ts';
import menu from './add-menu.module.css';
import styles from './connect-menu.module.css';
import { rectOf } from './geometry.ts';
import { canvasOf, isLive } from './store.ts';

interface LayerMenuProps {
  /** The layer that it stands beside. */
  readonly node: string;
  readonly label: string;
  readonly text: string;
  readonly onText: (text: string) => void;
  /** The entry that Enter would take, for who wants to know. */
  readonly highlighted?: { readonly value: string; readonly onChange: (value: string) => void };
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** A list beside a layer, filtered by typing; the keyboard goes back to where it was. */
export function LayerMenu({ node, label, text, onText, highlighted, onClose, children }: LayerMenuProps) {
  const app = useApp();
  const { t } = useTranslation('define');
  const frame = useRef<HTMLDivElement>(null);
  const close = useRef(onClose);
  close.current = onClose;
  useEffect(() => {
    const before = document.activeElement;
    frame.current?.querySelector('input')?.focus();
    const outside = (event: PointerEvent) => {
      if (!(event.target instanceof Node && frame.current?.contains(event.target))) close.current();
    };
    window.addEventListener('pointerdown', outside, true);
    return () => {
      window.removeEventListener('pointerdown', outside, true);
      // An entry of a menu that has closed is gone: the keys go back to the canvas.
      const back = before?.isConnected ? before : document.querySelector('[role="application"]');
      if (back instanceof HTMLElement) back.focus({ preventScroll: true });
    };
  }, []);
  return (
    <div
      ref={frame}
      className={`${menu.addMenu} ${styles.menu}`}
      style={placeOf(app, node, highlighted ? belowList : 12)}
      role="dialog"
      aria-label={label}
    >
      <Command
        label={label}
        loop
        shouldFilter={false}
        {...(highlighted ? { value: highlighted.value, onValueChange: highlighted.onChange } : {})}
        onKeyDown={(event) => {
          if (event.key === 'Escape') onClose();
          event.stopPropagation();
        }}
      >
        <Command.Input placeholder={t('add.placeholder')} value={text} onValueChange={onText} />
        <Command.List>{children}</Command.List>
      </Command>
    </div>
  );
}

/** Under a list that shows what it would change, its figures stay in sight, px. */
const belowList = 124;
const size = { width: 340, height: 360 };

/** Right of the layer where there is room, else left of it; wholly inside of the canvas. */
function placeOf(app: App, id: string, below: number): { left: number; top: number } {
  const { viewport, size: canvas } = canvasOf(app).store.getState();
  const rect = rectOf(app.documents.getState().document, id, isLive(app)) ?? { x: 0, y: 0, width: 0, height: 0 };
  const left = rect.x * viewport.zoom + viewport.x;
  const right = left + rect.width * viewport.zoom + 12;
  const wanted = right + size.width + 12 <= canvas.width ? right : left - size.width - 12;
  const top = rect.y * viewport.zoom + viewport.y;
  return {
    left: Math.max(12, Math.min(wanted, canvas.width - size.width - 12)),
    top: Math.max(12, Math.min(top, canvas.height - size.height - below)),
  };
}
