import {
  Contrast,
  FlipHorizontal2,
  FlipVertical2,
  Grip,
  type LucideIcon,
  Move,
  RotateCcw,
  Slash,
  SquareDashed,
  Sun,
  ZoomIn,
} from 'lucide-react';
import type { AugmentKind } from '../../../src/core/augment/schema.ts';

export const stepIcons: { readonly [K in AugmentKind]: LucideIcon } = {
  translation: Move,
  rotation: RotateCcw,
  shear: Slash,
  zoom: ZoomIn,
  horizontalFlip: FlipHorizontal2,
  verticalFlip: FlipVertical2,
  brightness: Sun,
  contrast: Contrast,
  noise: Grip,
  cutout: SquareDashed,
};
