import { z } from 'zod';
import { fail, ok, type Result } from '../../../src/core/result.ts';

const summary = z.object({
  layers: z.number(),
  parameters: z.number(),
  errors: z.number(),
  accuracy: z.number().nullable(),
  trained: z.boolean().exactOptional(),
  silhouette: z.unknown(),
});

const headerSchema = z.object({
  format: z.literal('stride-draft'),
  version: z.literal(1),
  name: z.string(),
  /** The file that the draft is ahead of; `null`: never saved. */
  path: z.string().nullable(),
  /** When that file had been changed last, as this window knew it. */
  modified: z.number().nullable(),
  /** False for a template that was only looked at: nothing is lost without the draft. */
  changed: z.boolean(),
  summary,
});

/** What the start screen shows of a draft without opening it. */
export type DraftHeader = z.infer<typeof headerSchema>;

const newline = 10;

/** One line of JSON, then the project as it would be saved. */
export function writeDraft(header: DraftHeader, project: Uint8Array): Uint8Array {
  const line = new TextEncoder().encode(`${JSON.stringify(header)}\n`);
  const bytes = new Uint8Array(line.length + project.length);
  bytes.set(line);
  bytes.set(project, line.length);
  return bytes;
}

/** The error is English, for a report: a damaged draft is left out of the list. */
export function readDraft(bytes: Uint8Array): Result<{ header: DraftHeader; project: Uint8Array }, string> {
  const end = bytes.indexOf(newline);
  if (end < 0) return fail('no header line');
  try {
    const parsed = headerSchema.safeParse(JSON.parse(new TextDecoder().decode(bytes.subarray(0, end))));
    if (!parsed.success) return fail(z.prettifyError(parsed.error));
    return ok({ header: parsed.data, project: bytes.subarray(end + 1) });
  } catch (error) {
    return fail(String(error));
  }
}
