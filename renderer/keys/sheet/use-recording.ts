import { useEffect, useEffectEvent, useState } from 'react';
import type { Bindings } from '../bindings.ts';
import type { ActionId } from '../catalogue.ts';
import { type Combination, isMac } from '../combination.ts';
import { pressed, type Recording } from './recording.ts';

interface RecordingOptions {
  readonly bindings: Bindings;
  readonly onKeys: (recording: Recording, combination: Combination) => void;
  /** Nothing is waited for any more: the focus goes back to the action's row. */
  readonly onEnd: (id: ActionId) => void;
}

/** The next keys that are pressed, before anything else in the window gets them. */
export function useRecording({ bindings, onKeys, onEnd }: RecordingOptions) {
  const [recording, setRecording] = useState<Recording | null>(null);
  const cancel = () => {
    if (recording) onEnd(recording.id);
    setRecording(null);
  };
  const onPress = useEffectEvent((event: KeyboardEvent) => {
    if (!recording) return;
    const result = pressed(recording, event, bindings, isMac());
    // The buttons that answer a conflict are pressed as any others.
    const answering =
      recording.state === 'taken' && (event.key === 'Enter' || event.key === ' ' || event.key === 'Tab');
    if (answering) return;
    if (event.key === 'Tab') return cancel();
    event.preventDefault();
    event.stopImmediatePropagation();
    if (result.kind === 'cancel') cancel();
    else if (result.kind === 'conflict') setRecording(result.recording);
    else if (result.kind === 'set') {
      onKeys(recording, result.keys);
      cancel();
    }
  });
  const onPointer = useEffectEvent((event: PointerEvent) => {
    const inRow = event.target instanceof Element && event.target.closest('[data-recording]');
    if (!inRow) setRecording(null);
  });
  const active = recording !== null;
  useEffect(() => {
    if (!active) return;
    const press = (event: KeyboardEvent) => onPress(event);
    const point = (event: PointerEvent) => onPointer(event);
    window.addEventListener('keydown', press, { capture: true });
    window.addEventListener('pointerdown', point, { capture: true });
    return () => {
      window.removeEventListener('keydown', press, { capture: true });
      window.removeEventListener('pointerdown', point, { capture: true });
    };
  }, [active]);
  return { recording, setRecording, cancel };
}
