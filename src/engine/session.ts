import type { Platform, StartedBackend } from './backends/backend.ts';
import { chooseBackend, reportBackends } from './backends/start.ts';
import { EngineError } from './failure.ts';
import { evaluate } from './inspect/evaluate.ts';
import { predict } from './inspect/predict.ts';
import type { MessageEnd } from './port.ts';
import type { BackendName, EngineEvent } from './protocol.ts';
import { serve } from './serve.ts';
import { Trainer } from './train/trainer.ts';

/** Serves one engine client: what a worker does, in a page or in Node. At most one run in its life. */
export function startSession(end: MessageEnd, platform: Platform): void {
  const started = new Map<BackendName | 'auto', Promise<StartedBackend>>();
  let trainer: Trainer | null = null;
  let emit: (event: EngineEvent) => void = () => {};

  const backend = (wanted: BackendName | 'auto'): Promise<StartedBackend> => {
    const known = started.get(wanted) ?? chooseBackend(wanted, platform);
    started.set(wanted, known);
    return known;
  };
  const running = (runId: string, act: (trainer: Trainer) => void): null => {
    if (trainer !== null && trainer.runId === runId) act(trainer);
    return null;
  };

  emit = serve(end, {
    backends: () => reportBackends(platform),
    train: async (request) => {
      if (trainer !== null) throw new EngineError('internal', 'This worker has had its run.');
      const on = await backend(request.backend);
      trainer = new Trainer(
        { ...request, paused: request.paused ?? false },
        on,
        (event) => emit(event),
        platform.breathe,
      );
      void trainer.run();
      return null;
    },
    pause: async ({ runId }) => running(runId, (run) => run.pause()),
    resume: async ({ runId }) => running(runId, (run) => run.resume()),
    step: async ({ runId }) => running(runId, (run) => run.control.step()),
    stop: async ({ runId }) => running(runId, (run) => run.control.stop()),
    probe: async ({ runId, probe }) => running(runId, (run) => run.setProbe(probe)),
    evaluate: async (request) => evaluate(request, await backend(request.backend)),
    predict: async (request) => predict(request, await backend(request.backend)),
  });
}
