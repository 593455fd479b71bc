import type { StartedBackend } from '../backends/backend.ts';
import { EngineError } from '../failure.ts';
import type { BackendName, WorkerEvent } from '../protocol.ts';
import { say } from '../sayings.ts';
import type { Handlers } from '../serve.ts';
import { kernelOf } from './kernel.ts';
import { layersOf } from './layers.ts';
import { mapsOf } from './maps.ts';
import { maximise } from './maximise.ts';
import { gradientFlow, PrivateRun } from './private-run.ts';
import type { LookChannel } from './protocol.ts';
import { gradCam, occlusion, shifted } from './saliency.ts';
import { silentUnits } from './silent.ts';
import { Subject } from './subject.ts';
import { windowAt } from './window.ts';

interface Surroundings {
  /** Answers on the backend when what was asked before is answered. */
  readonly answer: <T>(backend: BackendName | 'auto', answer: (on: StartedBackend) => Promise<T>) => Promise<T>;
  readonly emit: (event: WorkerEvent) => void;
  readonly breathe: () => Promise<void>;
}

/** What a worker answers about the network that it was last given to look at. */
export function lookHandlers({ answer, emit, breathe }: Surroundings): Pick<Handlers, LookChannel> {
  let subject: Subject | null = null;
  let steps: PrivateRun | null = null;
  let working = new AbortController();

  const about = <T>(ask: (subject: Subject) => Promise<T>): Promise<T> => {
    if (subject === null) throw new EngineError('internal', 'No network was given to look at.');
    return answer(subject.target.backend, () => {
      if (subject === null) throw new EngineError('internal', 'No network was given to look at.');
      return ask(subject);
    });
  };
  const dropSteps = (): void => {
    steps?.dispose();
    steps = null;
  };
  type Progress = {
    readonly signal: AbortSignal;
    readonly breathe: () => Promise<void>;
    readonly tell: (done: number) => void;
  };
  const atLength = <T>(ask: (subject: Subject, progress: Progress) => Promise<T>): Promise<T> => {
    working = new AbortController();
    const { signal } = working;
    const tell = (done: number): void => emit({ type: 'looking', done });
    return about(async (given) => {
      try {
        return await ask(given, { signal, breathe, tell });
      } catch (error) {
        if (signal.aborted) throw new EngineError('cancelled', say('lookCancelled'));
        throw error;
      }
    });
  };

  return {
    lookAt: (target) =>
      answer(target.backend, async (on) => {
        dropSteps();
        subject?.dispose();
        subject = null;
        subject = new Subject(target, on);
        return { device: on.device, layers: layersOf(subject) };
      }),
    lookImage: ({ values }) =>
      about(async (given) => {
        given.show(values);
        const [probabilities = new Float32Array()] = await given.probabilities(values, 1);
        return { probabilities };
      }),
    lookMaps: (question) => about((given) => mapsOf(given, question)),
    lookKernel: (question) => about((given) => kernelOf(given, question)),
    lookWindow: (question) => about((given) => windowAt(given, question)),
    lookSilent: ({ values }) => about((given) => silentUnits(given, values, breathe)),
    lookFlow: (start) => about((given) => gradientFlow(given, start)),
    lookStepStart: (start) =>
      about(async (given) => {
        dropSteps();
        steps = new PrivateRun(given, start);
        return null;
      }),
    lookStep: (question) =>
      about(async () => {
        if (steps === null) throw new EngineError('internal', 'No steps were begun.');
        return steps.answer(question, breathe);
      }),
    lookMaximise: (question) => atLength((given, progress) => maximise(given, question, progress)),
    lookCam: ({ nodeId, classIndex }) => about((given) => gradCam(given, nodeId, classIndex)),
    lookOcclusion: (question) => atLength((given, progress) => occlusion(given, question, progress)),
    lookShift: (question) => atLength((given, progress) => shifted(given, question, progress)),
    lookCancel: async () => {
      working.abort();
      return null;
    },
  };
}
