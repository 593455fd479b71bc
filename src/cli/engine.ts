import { createNodeEngine } from '../engine/node/engine.ts';
import type { BackendName, Engine, EngineFailure } from '../engine/protocol.ts';
import type { Args } from './args.ts';
import { type CliFailure, fault } from './failure.ts';

/** Runs `work` with an engine and takes the engine's workers down after it. A failed request becomes a `CliFailure`. */
export async function withEngine<T>(work: (engine: Engine) => Promise<T>): Promise<T> {
  const engine = createNodeEngine();
  try {
    return await work(engine);
  } finally {
    engine.destroy();
  }
}

const backends = ['webgl', 'webgpu', 'wasm', 'cpu'] as const;

/** `--backend`, `auto` by default. */
export const backendOf = (args: Args): BackendName | 'auto' =>
  backends.find((name) => name === args.text('backend')) ?? 'auto';

/** What the engine could not do, as the one line that a command ends with. */
export const engineFault = ({ message, nodeId }: EngineFailure): CliFailure =>
  fault(nodeId === undefined || message.includes(nodeId) ? message : `${nodeId}: ${message}`);
