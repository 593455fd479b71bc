import { z } from 'zod';
import type { CompiledNetwork } from '../../src/core/compile/topology.ts';
import type { Artifact } from '../../src/core/interop/artifact.ts';
import { unpackTensors } from '../../src/core/interop/tensors.ts';
import { writeTfjsModel } from '../../src/core/interop/tfjs/write.ts';
import type { Problem } from '../../src/core/problems/problem.ts';
import { fail, ok, type Result } from '../../src/core/result.ts';
import type { NamedWeight } from '../../src/engine/protocol.ts';
import type { Host } from '../../src/host/host.ts';
import { inFolder } from '../shell/paths.ts';

export interface WrittenFile {
  readonly name: string;
  readonly bytes: number;
}

/** Writes a layers-model into a folder, or says why tfjs could not run it. Rejects with the host's `HostError`. */
export async function writeTfjs(
  host: Host,
  folder: string,
  network: CompiledNetwork,
  weights: readonly NamedWeight[],
  metadata: Readonly<Record<string, unknown>>,
): Promise<Result<readonly WrittenFile[], readonly Problem[]>> {
  const artifacts = writeTfjsModel(network, weights, { metadata });
  if (!artifacts.ok) return artifacts;
  const written: WrittenFile[] = [];
  for (const { path, bytes } of artifacts.value) {
    const stat = await host.request('write', { path: inFolder(folder, path), bytes });
    written.push({ name: path, bytes: stat.bytes });
  }
  return ok(written);
}

const modelFile = 'model.json';

const modelSchema = z.object({
  format: z.literal('layers-model'),
  weightsManifest: z.array(
    z.object({
      paths: z.array(z.string()),
      weights: z.array(z.object({ name: z.string(), shape: z.array(z.number()), dtype: z.literal('float32') })),
    }),
  ),
  /** What else it takes to open it. */
  requires: z.array(z.string()).default([]),
});

/** The files of a layers-model as they lie on the disk, `model.json` first. Rejects with `HostError`. */
export async function readTfjs(host: Host, folder: string): Promise<Result<readonly Artifact[], string>> {
  const json = await host.request('read', { path: inFolder(folder, modelFile) });
  const model = parsedModel(json);
  if (!model.ok) return model;
  const files: Artifact[] = [{ path: modelFile, bytes: json }];
  const { weightsManifest, requires } = model.value;
  for (const path of [...weightsManifest.flatMap(({ paths }) => paths), ...requires])
    files.push({ path, bytes: await host.request('read', { path: inFolder(folder, path) }) });
  return ok(files);
}

/** The weights in a layers-model's files, in the manifest's order. */
export function tfjsWeights(files: readonly Artifact[]): Result<readonly NamedWeight[], string> {
  const bytesOf = (name: string): Uint8Array => files.find(({ path }) => path === name)?.bytes ?? new Uint8Array();
  const model = parsedModel(bytesOf(modelFile));
  if (!model.ok) return model;
  const weights: NamedWeight[] = [];
  for (const { paths, weights: specs } of model.value.weightsManifest) {
    const tensors = unpackTensors(joined(paths.map(bytesOf)), specs);
    if (!tensors) return fail(paths.join(', '));
    weights.push(...tensors);
  }
  return ok(weights);
}

function parsedModel(json: Uint8Array): Result<z.infer<typeof modelSchema>, string> {
  try {
    const model = modelSchema.safeParse(JSON.parse(new TextDecoder().decode(json)));
    return model.success ? ok(model.data) : fail(z.prettifyError(model.error));
  } catch (error) {
    return fail(`${modelFile}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    bytes.set(part, offset);
    offset += part.length;
  }
  return bytes;
}

/** Name of the first weight that is missing, renamed, reshaped or different in any bit; `null` when all are the same. */
export function firstDifference(a: readonly NamedWeight[], b: readonly NamedWeight[]): string | null {
  if (a.length !== b.length) return `${a.length} ≠ ${b.length}`;
  const different = a.find((weight, i) => {
    const other = b[i];
    return (
      !other || other.name !== weight.name || String(other.shape) !== String(weight.shape) || !sameBits(weight, other)
    );
  });
  return different?.name ?? null;
}

function sameBits(a: NamedWeight, b: NamedWeight): boolean {
  const [left, right] = [a, b].map(({ values }) => new Uint32Array(values.buffer, values.byteOffset, values.length));
  return (
    left !== undefined &&
    right !== undefined &&
    left.length === right.length &&
    left.every((bits, i) => bits === right[i])
  );
}
