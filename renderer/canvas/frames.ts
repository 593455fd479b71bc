import { docksOf } from '../../src/core/document/dock.ts';
import type { Groups } from '../../src/core/document/groups.ts';
import type { Group, Position, StrideDocument } from '../../src/core/document/schema.ts';
import { boundsOf, type Frame, framesAround, type Rect, rectOf } from './geometry.ts';

interface Seen {
  readonly document: StrideDocument;
  readonly live: boolean;
  /** Places that are not in the document: of layers under the pointer, or on their way. */
  readonly moving: ReadonlyMap<string, Position>;
}

export type FrameReader = (document: StrideDocument, live: boolean, moving: Seen['moving']) => readonly Frame[];

/**
 * Reads what `groupFrames` finds, and looks again only at the groups in which a layer moved or changed since it was last
 * asked: a drag among 3,000 layers costs what its own group does.
 */
export function createFrameReader(): FrameReader {
  const own = new Map<string, Rect | null>();
  let groupOf: ReadonlyMap<string, string> = new Map();
  let last: Seen | null = null;
  let frames: readonly Frame[] = [];
  return (document, live, moving) => {
    const now: Seen = { document, live, moving };
    if (last && sameLooks(last, now)) return frames;
    if (!last || !sameGroups(last, now)) {
      own.clear();
      groupOf = groupsByMember(document.groups);
    } else {
      for (const id of changedLayers(last, now, groupOf)) own.delete(groupOf.get(id) ?? '');
    }
    last = now;
    frames = framesAround(document.groups, (group) => {
      const known = own.get(group.id);
      if (known !== undefined) return known;
      const bounds = boundsOf(group.members.flatMap((id) => placed(now, id)));
      own.set(group.id, bounds);
      return bounds;
    });
    return frames;
  };
}

function placed({ document, live, moving }: Seen, id: string): readonly Rect[] {
  const rect = rectOf(document, id, live);
  return rect ? [{ ...rect, ...moving.get(id) }] : [];
}

const sameLooks = (a: Seen, b: Seen): boolean =>
  a.moving === b.moving &&
  a.document.graph.nodes === b.document.graph.nodes &&
  a.document.layout === b.document.layout &&
  sameGroups(a, b);

/** Strips lie where the layer above them does, which is in the same group: other docks are as good as other groups. */
const sameGroups = (a: Seen, b: Seen): boolean =>
  a.live === b.live && a.document.groups === b.document.groups && docksOf(a.document) === docksOf(b.document);

function groupsByMember(groups: Groups): ReadonlyMap<string, string> {
  const all: readonly Group[] = Object.values(groups);
  return new Map(all.flatMap(({ id, members }) => members.map((member) => [member, id] as const)));
}

function* changedLayers(a: Seen, b: Seen, grouped: ReadonlyMap<string, string>): Iterable<string> {
  if (a.moving !== b.moving) {
    yield* a.moving.keys();
    yield* b.moving.keys();
  }
  const [was, is] = [a.document, b.document];
  if (was.graph.nodes === is.graph.nodes && was.layout === is.layout) return;
  for (const id of grouped.keys())
    if (was.graph.nodes[id] !== is.graph.nodes[id] || was.layout[id] !== is.layout[id]) yield id;
}
