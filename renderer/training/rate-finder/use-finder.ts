import { useEffect, useRef, useState } from 'react';
import { failureOf } from '../../../src/engine/failure.ts';
import type { FindRateHandle, RateFinding } from '../../../src/engine/train/find-rate-messages.ts';
import { useApp } from '../../app.ts';
import type { RateRange } from '../controller.ts';

/** Seven powers of ten, about fourteen batches for each. */
export const range: RateRange = { lowest: 1e-6, highest: 10, steps: 100 };

type FinderState =
  | { readonly state: 'idle' }
  | { readonly state: 'running'; readonly done: number }
  | { readonly state: 'done'; readonly finding: RateFinding }
  | { readonly state: 'failed'; readonly message: string };

/** One range test at a time; it ends with the screen that shows it. */
export function useFinder() {
  const { training } = useApp();
  const [state, setState] = useState<FinderState>({ state: 'idle' });
  const handle = useRef<FindRateHandle | null>(null);
  const cancel = () => {
    handle.current?.cancel();
    handle.current = null;
  };
  useEffect(() => () => handle.current?.cancel(), []);

  async function start(): Promise<void> {
    setState({ state: 'running', done: 0 });
    const started = await training.findRate(range, (done) => setState({ state: 'running', done }));
    if (!started) {
      setState({ state: 'idle' });
      return;
    }
    handle.current = started;
    try {
      setState({ state: 'done', finding: await started.result });
    } catch (error) {
      const { code, message } = failureOf(error);
      setState(code === 'cancelled' ? { state: 'idle' } : { state: 'failed', message });
    }
  }

  return { state, start, cancel };
}
