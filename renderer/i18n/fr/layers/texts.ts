import type { FieldKey, LayerKind } from '../../../../src/core/layers/registry.ts';

/** French texts of what the core describes in English. */
export interface LayerTexts {
  readonly title: string;
  readonly summary: string;
}
export interface FieldTexts {
  readonly label: string;
  readonly help: string;
}

export type LayersFr<K extends LayerKind> = Readonly<Record<K, LayerTexts>>;
export type FieldsFr<K extends FieldKey> = Readonly<Record<K, FieldTexts>>;
