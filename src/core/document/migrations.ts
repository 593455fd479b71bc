import { z } from 'zod';
import type { Result } from '../result.ts';
import { fail, ok } from '../result.ts';
import { repairedGroups } from './groups.ts';
import type { StrideDocument } from './schema.ts';
import { defaultTraining, documentSchema, documentVersion, edgeSchema, nodeSchema, trainingSchema } from './schema.ts';

/**
 * Why a file is no document. `newer`: written by a later version of the app, `version` says which; `corrupt`: `path` names
 * the first place that is wrong, e.g. `graph.nodes.conv2d.kind`.
 */
export interface DocumentError {
  readonly code: 'not-stride' | 'newer' | 'corrupt';
  readonly message: string;
  readonly path?: string;
  readonly version?: number;
}

/** Reads a document of this or an older version; params are left for the analysis to judge. */
export function parseDocument(json: unknown): Result<StrideDocument, DocumentError> {
  const header = headerSchema.safeParse(json);
  if (!header.success) return fail({ code: 'not-stride', message: 'This is not a Stride document.' });
  const { version } = header.data;
  if (version > documentVersion) {
    const message = `This document has format version ${version}; this version of Stride reads up to ${documentVersion}.`;
    return fail({ code: 'newer', message, version });
  }
  if (version === documentVersion) return parseCurrent(json);
  const first = versionOneSchema.safeParse(json);
  return first.success ? parseCurrent(fromVersionOne(first.data)) : corrupt(first.error);
}

const headerSchema = z.object({ format: z.literal('stride'), version: z.number().int().min(1) });

/** Until 2: positions stood in the nodes, there were no groups, and a run's seed was not kept. */
const versionOneSchema = z.object({
  format: z.literal('stride'),
  version: z.literal(1),
  name: z.string(),
  graph: z.object({
    nodes: z.record(z.string(), nodeSchema.extend({ x: z.number(), y: z.number() })),
    edges: z.record(z.string(), edgeSchema),
  }),
  training: trainingSchema
    .omit({ validationShare: true, seed: true })
    .extend({ validationSplit: trainingSchema.shape.validationShare }),
});

function fromVersionOne({ name, graph, training }: z.infer<typeof versionOneSchema>): unknown {
  const { validationSplit, ...kept } = training;
  const nodes = Object.entries(graph.nodes);
  return {
    format: 'stride',
    version: documentVersion,
    name,
    graph: { nodes: Object.fromEntries(nodes.map(([id, { x, y, ...node }]) => [id, node])), edges: graph.edges },
    groups: {},
    layout: Object.fromEntries(nodes.map(([id, { x, y }]) => [id, { x, y }])),
    training: { ...kept, validationShare: validationSplit, seed: defaultTraining.seed },
  };
}

function parseCurrent(json: unknown): Result<StrideDocument, DocumentError> {
  const parsed = documentSchema.safeParse(json);
  if (!parsed.success) return corrupt(parsed.error);
  const document: StrideDocument = parsed.data;
  const broken = brokenReference(document);
  if (broken)
    return fail({
      code: 'corrupt',
      message: `The document is damaged at ${broken.path}: ${broken.what}.`,
      path: broken.path,
    });
  return ok(withoutStrays(document));
}

function corrupt(error: z.ZodError): Result<StrideDocument, DocumentError> {
  const [issue] = error.issues;
  const path = issue?.path.map(String).join('.') || 'document';
  return fail({
    code: 'corrupt',
    message: `The document is damaged at ${path}: ${issue?.message ?? 'unreadable'}.`,
    path,
  });
}

/** The first entry whose key is not its id, or wire whose end does not exist. */
function brokenReference({
  graph,
  groups,
  notes,
}: StrideDocument): { readonly path: string; readonly what: string } | null {
  const records = { 'graph.nodes': graph.nodes, 'graph.edges': graph.edges, groups, notes };
  for (const [name, record] of Object.entries(records)) {
    const wrong = Object.entries(record).find(([key, { id }]) => key !== id);
    if (wrong) return { path: `${name}.${wrong[0]}.id`, what: `the id is ${wrong[1].id}` };
  }
  for (const { id, source, target } of Object.values(graph.edges)) {
    for (const [end, node] of Object.entries({ source, target }))
      if (!Object.hasOwn(graph.nodes, node))
        return { path: `graph.edges.${id}.${end}`, what: `there is no layer ${node}` };
  }
  return null;
}

/** Positions, group members and parents that are not there say nothing, and go. */
function withoutStrays(document: StrideDocument): StrideDocument {
  const { nodes } = document.graph;
  const layout = Object.fromEntries(Object.entries(document.layout).filter(([id]) => Object.hasOwn(nodes, id)));
  return { ...document, layout, groups: repairedGroups(document.groups, nodes) };
}
