import { isChangeable, pick } from '../../src/core/document/run-changes.ts';
import type { RunRecord } from '../../src/core/document/runs.ts';
import type { BackendTiming } from '../../src/engine/choose-backend.ts';
import type { BatchReport, EngineEvent, LayerMaps, RunOutcome } from '../../src/engine/protocol.ts';
import type { RunsStore } from '../store/runs.ts';
import type { Session, SessionStore } from '../store/session.ts';
import { throttleLatest } from './throttle.ts';

/** Numbers on the screen change at most 8 times a second, pictures 4 times. */
const numbersEvery = 125;
const picturesEvery = 250;

export type LiveSession = Extract<Session, { state: 'running' | 'paused' | 'stopping' }>;

export const isLive = (session: Session): session is LiveSession =>
  session.state === 'running' || session.state === 'paused' || session.state === 'stopping';

/** Milliseconds of training so far, pauses left out. */
export const elapsedOf = (session: LiveSession, now: number): number =>
  (session.pausedAt ?? now) - session.startedAt - session.pausedFor;

/** Takes the engine's events of one run into the stores. `now` is `performance.now` or a test's clock. */
export function createRunEvents(
  runId: string,
  parts: { readonly runs: RunsStore; readonly session: SessionStore; readonly now: () => number },
) {
  const { runs, session, now } = parts;
  const isOurs = () => {
    const { session: current } = session.getState();
    return 'runId' in current && current.runId === runId;
  };
  const live = (change: (current: LiveSession) => Partial<LiveSession>) => {
    const { session: current } = session.getState();
    if (isOurs() && isLive(current)) session.setState({ session: { ...current, ...change(current) } });
  };
  const setRecord = (change: Partial<RunRecord>) => runs.update(runId, (record) => ({ ...record, ...change }));
  const numbers = throttleLatest<BatchReport>(numbersEvery, (latest) => live(() => ({ latest })));
  const pictures = throttleLatest<Readonly<Record<string, LayerMaps>>>(picturesEvery, (maps) => {
    if (isOurs()) session.setState({ maps });
  });

  let timings: readonly BackendTiming[] = [];

  const handlers: { readonly [T in EngineEvent['type']]: (event: Extract<EngineEvent, { type: T }>) => void } = {
    started: ({ device }) => {
      setRecord({ state: 'running', device: { backend: device.backend, device: device.device } });
      session.setState({
        figures: {},
        session: {
          state: 'running',
          runId,
          device,
          startedAt: now(),
          pausedFor: 0,
          pausedAt: null,
          latest: null,
          notice: null,
          timings,
          baseBytes: null,
          compiling: null,
        },
      });
    },
    compiling: ({ done, total }) => live(() => ({ compiling: done < total ? { done, total } : null })),
    baseKept: ({ bytes }) => live(() => ({ baseBytes: bytes })),
    chosen: (event) => {
      timings = event.timings;
    },
    batch: ({ report }) => {
      runs.pushBatch(report);
      numbers(report);
    },
    epoch: ({ report }) => runs.pushEpoch(runId, report),
    state: ({ state }) => {
      setRecord({ state });
      live((current) => {
        if (current.state === 'stopping') return {};
        if (state === 'paused') return { state, pausedAt: current.pausedAt ?? now() };
        const pause = current.pausedAt === null ? 0 : now() - current.pausedAt;
        return { state, pausedAt: null, pausedFor: current.pausedFor + pause };
      });
    },
    changed: ({ step, epoch, settings: to }) => {
      if (isOurs())
        session.setState(({ changes }) => ({
          changes: Object.fromEntries(Object.entries(changes).filter(([key]) => !(key in to))),
        }));
      runs.update(runId, (record) => {
        const from = pick(record.settings, Object.keys(to).filter(isChangeable));
        const changes = [...(record.changes ?? []), { step, epoch, from, to }];
        return { ...record, settings: { ...record.settings, ...to }, changes };
      });
    },
    maps: ({ layers }) => pictures(layers),
    figures: ({ layers, step, epoch }) => {
      if (epoch !== null) runs.pushFigures(runId, { epoch, step, layers });
      // The engine sends them no faster than pictures.
      else if (isOurs()) session.setState({ figures: layers });
    },
    snapshot: ({ snapshot, best }) =>
      runs.setCheckpoints(runId, { last: snapshot, ...(best ? { best: snapshot } : {}) }),
    recovered: ({ reason, fromStep, device }) => {
      setRecord({ device: { backend: device.backend, device: device.device } });
      live(() => ({ device, notice: { reason, fromStep } }));
    },
    finished: ({ outcome }) => finish(outcome),
  };

  function finish(outcome: RunOutcome): void {
    numbers.flush();
    pictures.flush();
    numbers.cancel();
    pictures.cancel();
    const { session: current } = session.getState();
    const seconds = isOurs() && isLive(current) ? elapsedOf(current, now()) / 1000 : 0;
    const failure = outcome.failure ?? null;
    const { settings, epochs } = runs.record(runId) ?? {};
    // It was to rest there: what is left of its epochs can still be trained.
    const isPart = settings !== undefined && (epochs?.at(-1)?.epoch ?? 0) < settings.epochs && !outcome.endedEarly;
    const state = outcome.reason === 'completed' && isPart ? 'stopped' : outcome.reason;
    runs.update(runId, (record) => ({
      ...record,
      state,
      seconds: Math.max(seconds, record.seconds),
      ...(outcome.endedEarly ? { endedEarly: outcome.endedEarly } : {}),
      failure: failure && { code: failure.code, message: failure.message, nodeId: failure.nodeId ?? null },
    }));
    const { last, best } = outcome;
    runs.setCheckpoints(runId, { ...(last ? { last } : {}), ...(best ? { best } : {}) });
    if (!isOurs()) return;
    session.setState({
      changes: {},
      session:
        state === 'failed'
          ? { state, runId, failure: failure ?? { code: 'internal', message: 'The run failed.' } }
          : { state: 'finished', runId, reason: state },
    });
  }

  const isEventOf = <T extends EngineEvent['type']>(
    event: EngineEvent,
    type: T,
  ): event is Extract<EngineEvent, { type: T }> => event.type === type;
  const handle = <T extends EngineEvent['type']>(type: T, event: EngineEvent) => {
    if (isEventOf(event, type)) handlers[type](event);
  };
  return (event: EngineEvent): void => handle(event.type, event);
}
