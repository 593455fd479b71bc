import { z } from 'zod';
import type { DocumentError } from '../../document/migrations.ts';
import { parseDocument } from '../../document/migrations.ts';
import type { EpochRecord, RunRecord } from '../../document/runs.ts';
import { epochRecordSchema, runRecordSchema } from '../../document/runs.ts';
import type { StrideDocument } from '../../document/schema.ts';
import type { Result } from '../../result.ts';
import { fail, ok } from '../../result.ts';
import { isWorthKeeping, type Waiting, waitingSchema } from '../../runs/waiting.ts';
import type { Artifact } from '../artifact.ts';
import { jsonBytes } from '../artifact.ts';
import type { NamedTensor } from '../tensors.ts';
import { packTensors, unpackTensors } from '../tensors.ts';

/** State of a run that can be trained further; the engine's `Snapshot` is one. */
export interface StoredSnapshot {
  readonly step: number;
  readonly epoch: number;
  readonly weights: readonly NamedTensor[];
  readonly optimizer: readonly NamedTensor[];
  readonly random: readonly number[];
  readonly history: readonly EpochRecord[];
}

/** Weights of a run. */
export interface KeptWeights {
  readonly runId: string;
  readonly snapshot: StoredSnapshot;
}

/** All that a project file keeps. */
export interface Project {
  readonly document: StrideDocument;
  readonly runs: readonly RunRecord[];
  /** Weights of the best run, where one has been trained. */
  readonly best: KeptWeights | null;
  /** Weights of other runs, which layers of the document start from; absent where there are none. */
  readonly parts?: readonly KeptWeights[];
  /** What was still to be trained; absent where nothing was. */
  readonly waiting?: Waiting;
}

/** `damaged`: a part of the file is cut off or changed; `path` names the part. */
export type ProjectError =
  | DocumentError
  | { readonly code: 'damaged'; readonly message: string; readonly path: string };

/** Members of a project file, as the reader has them; `null` where there is none. */
export interface Members {
  text(path: string): string | null;
  bytes(path: string): Uint8Array | null;
}

export const documentMember = 'document.json';
const runsMember = 'runs.json';
const waitingMember = 'waiting.json';

/** @param indented whether the document is written to be read by people, which takes twice the bytes. */
export function projectMembers(
  { document, runs, best, parts = [], waiting }: Project,
  indented = true,
): readonly Artifact[] {
  const kept = runs.map((run) => ({ ...run, epochs: writable(run.epochs) }));
  const members = [
    { path: documentMember, bytes: jsonBytes(document, indented ? 2 : 0) },
    { path: runsMember, bytes: jsonBytes({ version: 1, best: best?.runId ?? null, runs: kept }) },
  ];
  if (waiting && isWorthKeeping(waiting)) members.push({ path: waitingMember, bytes: jsonBytes(waiting) });
  const weights = [...(best ? [best] : []), ...parts.filter(({ runId }) => runId !== best?.runId)];
  return [...members, ...weights.flatMap(({ runId, snapshot }) => snapshotMembers(runId, snapshot))];
}

/** Members that this version does not know are left alone. */
export function projectFromMembers(members: Members): Result<Project, ProjectError> {
  const text = members.text(documentMember);
  if (text === null)
    return fail({ code: 'not-stride', message: `This is not a Stride project: it has no ${documentMember}.` });
  const json = parseJson(text);
  if (json === undefined) return damaged(documentMember, 'it is not JSON');
  const document = parseDocument(json);
  if (!document.ok) return document;
  const runs = readRuns(members);
  if (!runs.ok) return runs;
  const { best: runId, runs: records } = runs.value;
  const parts = readParts(members, records, runId);
  if (!parts.ok) return parts;
  const whole = {
    document: document.value,
    runs: records,
    ...readWaiting(members),
    ...(parts.value.length > 0 && { parts: parts.value }),
  };
  if (runId === null || !records.some((run) => run.id === runId)) return ok({ ...whole, best: null });
  const snapshot = readSnapshot(members, runId);
  if (!snapshot.ok) return snapshot;
  return ok({ ...whole, best: { runId, snapshot: snapshot.value } });
}

export const damaged = (path: string, reason: string): { readonly ok: false; readonly error: ProjectError } =>
  fail({ code: 'damaged', path, message: `The project is damaged: ${path}: ${reason}.` });

const runsSchema = z.object({
  version: z.literal(1),
  best: z.string().nullable(),
  runs: z.array(runRecordSchema),
});

function readRuns(members: Members): Result<z.infer<typeof runsSchema>, ProjectError> {
  const text = members.text(runsMember);
  if (text === null) return ok({ version: 1, best: null, runs: [] });
  const parsed = runsSchema.safeParse(parseJson(text));
  return parsed.success ? ok(parsed.data) : damaged(runsMember, placeOf(parsed.error));
}

/** What another version put there is not worth refusing a project for: nothing that was trained is in it. */
function readWaiting(members: Members): Pick<Project, 'waiting'> {
  const text = members.text(waitingMember);
  const parsed = text === null ? null : waitingSchema.safeParse(parseJson(text));
  return parsed?.success ? { waiting: parsed.data } : {};
}

const tensorSpecs = z.array(z.object({ name: z.string().min(1), shape: z.array(z.number().int().min(0)) }));

const snapshotSchema = z.object({
  step: z.number().int().min(0),
  epoch: z.number().int().min(0),
  random: z.array(z.number()),
  history: z.array(epochRecordSchema),
  weights: tensorSpecs,
  optimizer: tensorSpecs,
});

/** `weights/<run>.json` says what `weights/<run>.bin` holds: weights, then the optimizer's slots. */
const snapshotPaths = (runId: string): { readonly index: string; readonly values: string } => {
  const name = encodeURIComponent(runId);
  return { index: `weights/${name}.json`, values: `weights/${name}.bin` };
};

function snapshotMembers(runId: string, snapshot: StoredSnapshot): readonly Artifact[] {
  const { step, epoch, random, history, weights, optimizer } = snapshot;
  const spec = ({ name, shape }: NamedTensor): Pick<NamedTensor, 'name' | 'shape'> => ({ name, shape });
  const index = {
    step,
    epoch,
    random,
    history: writable(history),
    weights: weights.map(spec),
    optimizer: optimizer.map(spec),
  };
  const paths = snapshotPaths(runId);
  return [
    { path: paths.index, bytes: jsonBytes(index) },
    { path: paths.values, bytes: packTensors([...weights, ...optimizer]) },
  ];
}

function readParts(
  members: Members,
  records: readonly RunRecord[],
  best: string | null,
): Result<readonly KeptWeights[], ProjectError> {
  const parts: KeptWeights[] = [];
  for (const { id: runId } of records) {
    if (runId === best || members.text(snapshotPaths(runId).index) === null) continue;
    const snapshot = readSnapshot(members, runId);
    if (!snapshot.ok) return snapshot;
    parts.push({ runId, snapshot: snapshot.value });
  }
  return ok(parts);
}

function readSnapshot(members: Members, runId: string): Result<StoredSnapshot, ProjectError> {
  const paths = snapshotPaths(runId);
  const text = members.text(paths.index);
  const bytes = members.bytes(paths.values);
  if (text === null || bytes === null) return damaged(text === null ? paths.index : paths.values, 'it is missing');
  const parsed = snapshotSchema.safeParse(parseJson(text));
  if (!parsed.success) return damaged(paths.index, placeOf(parsed.error));
  const { weights, optimizer, ...rest } = parsed.data;
  const tensors = unpackTensors(bytes, [...weights, ...optimizer]);
  if (!tensors) return damaged(paths.values, `its ${bytes.length} bytes are not those of the weights listed`);
  return ok({ ...rest, weights: tensors.slice(0, weights.length), optimizer: tensors.slice(weights.length) });
}

/** JSON has no NaN or infinity: an epoch that diverged is left out, a figure that did is unknown. */
const writable = (epochs: readonly EpochRecord[]): readonly EpochRecord[] =>
  epochs
    .filter(({ loss }) => Number.isFinite(loss))
    .map((epoch) => ({
      ...epoch,
      accuracy: finite(epoch.accuracy),
      valLoss: finite(epoch.valLoss),
      valAccuracy: finite(epoch.valAccuracy),
      samplesPerSecond: finite(epoch.samplesPerSecond) ?? 0,
      seconds: finite(epoch.seconds) ?? 0,
      extra: Object.fromEntries(Object.entries(epoch.extra).filter(([, value]) => Number.isFinite(value))),
    }));

const finite = (value: number | null): number | null => (value !== null && Number.isFinite(value) ? value : null);

const placeOf = ({ issues: [issue] }: z.ZodError): string =>
  `${issue?.path.map(String).join('.') || 'content'}: ${issue?.message ?? 'unreadable'}`;

/** `undefined` for what is no JSON, which no JSON is. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
