import { useMemo } from 'react';
import { boundsOf, type Rect } from '../../canvas/geometry.ts';
import { titleOf } from '../../canvas/node-facts.ts';
import { makeScene, type Scene } from '../../canvas/paint.ts';
import { useLocale } from '../../i18n/i18n.ts';
import type { PlacePair } from './correspondence.ts';
import { createLinkedView, type LinkedView } from './linked-view.ts';
import { middle, middleOf, type Side } from './sides.ts';
import type { Comparison } from './use-comparison.ts';

const nothingMoves: ReadonlyMap<string, { readonly x: number; readonly y: number }> = new Map();
const empty: Rect = { x: 0, y: 0, width: 1, height: 1 };

/** The drawings of both networks and the view that they share, made anew when a network changes. */
export function useLinkedView({ networks, diff }: Comparison): {
  readonly view: LinkedView;
  readonly scenes: Readonly<Record<Side, Scene>>;
} {
  const locale = useLocale();
  const scenes = useMemo(() => {
    const of = (side: Side) => makeScene(networks[side].document, nothingMoves, (node) => titleOf(node, locale));
    return { left: of('left'), right: of('right') };
  }, [networks, locale]);
  const view = useMemo(() => {
    const bounds = { left: boundsIn(scenes.left), right: boundsIn(scenes.right) };
    const pairs = [...diff.counterparts].flatMap(([was, is]): PlacePair[] => {
      const [here, there] = [middleOf(networks.left.document, was), middleOf(networks.right.document, is)];
      return here && there ? [[here, there]] : [];
    });
    const reach = Math.max(...[bounds.left, bounds.right].map(({ width, height }) => Math.hypot(width, height) / 2));
    return createLinkedView(bounds, { middles: [middle(bounds.left), middle(bounds.right)], reach, pairs });
  }, [networks, scenes, diff]);
  return { view, scenes };
}

/** With the frames of its groups. */
const boundsIn = ({ blocks, groups }: Scene): Rect => boundsOf([...blocks, ...groups].map(({ rect }) => rect)) ?? empty;
