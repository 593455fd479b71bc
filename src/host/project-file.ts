import { unzipSync, type Zippable, zipSync } from 'fflate';
import { z } from 'zod';
import { checksum } from '../core/interop/project/checksum.ts';
import {
  damaged,
  documentMember,
  type Project,
  type ProjectError,
  projectFromMembers,
  projectMembers,
} from '../core/interop/project/project.ts';
import type { Result } from '../core/result.ts';

export type { Project, ProjectError } from '../core/interop/project/project.ts';

const manifestMember = 'manifest.json';

/** CRC-32 of every member: fflate does not look at the archive's own. */
const manifestSchema = z.object({ format: z.literal('stride-project'), checksums: z.record(z.string(), z.string()) });

/** ZIP keeps local times from 1980 on; a fixed one makes equal projects equal files. */
const mtime = new Date(1980, 0, 1);

/**
 * A project as the bytes of a `.stride` file, a ZIP archive.
 * @param packed whether it is made small: that takes longer than all the rest.
 */
export function writeProject(project: Project, packed = true): Uint8Array {
  const members = projectMembers(project, packed);
  const checksums = Object.fromEntries(members.map(({ path, bytes }) => [path, checksum(bytes)]));
  const manifest = new TextEncoder().encode(JSON.stringify({ format: 'stride-project', checksums }));
  const files: Zippable = { [manifestMember]: [manifest, { mtime }] };
  for (const { path, bytes } of members) {
    // Trained weights hardly shrink, and packing them takes seconds.
    files[path] = [bytes, { mtime, level: !packed || path.endsWith('.bin') ? 0 : 6 }];
  }
  return zipSync(files);
}

/** Reads a `.stride` file, or a document saved as plain JSON. Errors say what is wrong with which part. */
export function readProject(bytes: Uint8Array): Result<Project, ProjectError> {
  if (!startsLikeZip(bytes)) {
    const text = decode(bytes);
    return projectFromMembers({ text: (path) => (path === documentMember ? text : null), bytes: () => null });
  }
  const files = unzip(bytes);
  if (!files) return damaged('archive', 'it is cut off or not a ZIP file');
  const broken = brokenMember(files);
  if (broken) return damaged(broken, 'its content was changed or is missing');
  return projectFromMembers({
    text: (path) => (files[path] ? decode(files[path]) : null),
    bytes: (path) => files[path] ?? null,
  });
}

const startsLikeZip = (bytes: Uint8Array): boolean => bytes[0] === 0x50 && bytes[1] === 0x4b;

function unzip(bytes: Uint8Array): Readonly<Record<string, Uint8Array>> | null {
  try {
    return unzipSync(bytes);
  } catch {
    return null;
  }
}

/** The first member that is not as it was written; archives made by hand may come without a manifest. */
function brokenMember(files: Readonly<Record<string, Uint8Array>>): string | null {
  const manifest = files[manifestMember];
  if (!manifest) return null;
  const parsed = manifestSchema.safeParse(parseJson(decode(manifest)));
  if (!parsed.success) return manifestMember;
  const wrong = Object.entries(parsed.data.checksums).find(([path, sum]) => {
    const bytes = files[path];
    return !bytes || checksum(bytes) !== sum;
  });
  return wrong?.[0] ?? null;
}

/** Text of UTF-8 bytes; others give characters that no JSON holds, and are refused as such. */
const decode = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
