import { setBackend } from '@tensorflow/tfjs-core';
import type { Platform, StartedBackend } from './backends/backend.ts';
import { chooseBackend, reportBackends } from './backends/start.ts';
import { EngineError, failureOn } from './failure.ts';
import { evaluate } from './inspect/evaluate.ts';
import { predict } from './inspect/predict.ts';
import { lookHandlers } from './look/session.ts';
import { measure } from './measure.ts';
import type { MessageEnd } from './port.ts';
import { profile } from './profile/profile.ts';
import type { BackendName, WorkerEvent } from './protocol.ts';
import { serve } from './serve.ts';
import { findRate } from './train/find-rate.ts';
import { Trainer } from './train/trainer.ts';

/** Serves one engine client: what a worker does, in a page or in Node. At most one run in its life. */
export function startSession(end: MessageEnd, platform: Platform): void {
  const started = new Map<BackendName | 'auto', Promise<StartedBackend>>();
  let trainer: Trainer | null = null;
  let measuring: AbortController | null = null;
  let emit: (event: WorkerEvent) => void = () => {};

  const backend = async (wanted: BackendName | 'auto'): Promise<StartedBackend> => {
    const known = started.get(wanted) ?? chooseBackend(wanted, platform);
    started.set(wanted, known);
    const chosen = await known;
    // Another question may have made another one current since.
    await setBackend(chosen.device.backend);
    return chosen;
  };
  // The current backend is one for the whole thread: questions wait for each other.
  let before: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(answer: () => Promise<T>): Promise<T> => {
    const mine = before.then(answer, answer);
    before = mine;
    return mine;
  };
  const answerOn = async <T>(wanted: BackendName | 'auto', answer: (on: StartedBackend) => Promise<T>): Promise<T> => {
    const on = await backend(wanted);
    try {
      return await answer(on);
    } catch (error) {
      const { code, message, nodeId } = failureOn(on.device, error);
      throw new EngineError(code, message, nodeId);
    }
  };
  const running = (runId: string, act: (trainer: Trainer) => void): null => {
    if (trainer !== null && trainer.runId === runId) act(trainer);
    return null;
  };

  const { breathe } = platform;
  const tell = (done: number): void => emit({ type: 'profiling', done });

  emit = serve(end, {
    backends: () => inTurn(() => reportBackends(platform)),
    train: async (request) => {
      if (trainer !== null) throw new EngineError('internal', 'This worker has had its run.');
      const on = await backend(request.backend);
      trainer = new Trainer(
        { ...request, paused: request.paused ?? false, since: request.since ?? 0 },
        on,
        (event) => emit(event),
        platform.breathe,
        platform.feeders ?? null,
      );
      void trainer.run();
      return null;
    },
    pause: async ({ runId }) => running(runId, (run) => run.pause()),
    resume: async ({ runId }) => running(runId, (run) => run.resume()),
    step: async ({ runId }) => running(runId, (run) => run.control.step()),
    stop: async ({ runId }) => running(runId, (run) => run.control.stop()),
    probe: async ({ runId, probe }) => running(runId, (run) => run.setProbe(probe)),
    watch: async ({ runId, schedule }) => running(runId, (run) => run.setWatch(schedule)),
    change: async ({ runId, settings }) => running(runId, (run) => run.change(settings)),
    weights: async ({ runId }) => (trainer?.runId === runId ? trainer.weights() : null),
    ...lookHandlers({
      answer: (wanted, answer) => inTurn(() => answerOn(wanted, answer)),
      emit: (event) => emit(event),
      breathe: platform.breathe,
    }),
    evaluate: (request) => inTurn(() => answerOn(request.backend, (on) => evaluate(request, on))),
    predict: (request) => inTurn(() => answerOn(request.backend, (on) => predict(request, on))),
    measure: (request) => {
      measuring = new AbortController();
      const { signal } = measuring;
      return inTurn(() => answerOn(request.backend, (on) => measure(request, on, { breathe, signal })));
    },
    profile: (request) => {
      measuring = new AbortController();
      const { signal } = measuring;
      return inTurn(() => answerOn(request.backend, (on) => profile(request, on, { breathe, signal, tell })));
    },
    findRate: (request) => {
      measuring = new AbortController();
      const { signal } = measuring;
      return inTurn(() => answerOn(request.backend, (on) => findRate(request, on, { breathe, signal, tell })));
    },
    cancelMeasure: async () => {
      measuring?.abort();
      return null;
    },
  });
}
