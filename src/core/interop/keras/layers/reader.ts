import type { LayerKind } from '../../../layers/registry.ts';
import type { JsonObject } from '../json.ts';

/**
 * What Keras files have to say about a kind beyond its own schema. A kind is read by its fields: the key `kernelSize` is
 * Keras's `kernel_size`, and its control says how the value is written. A new kind needs an entry in the table of its
 * family, mostly `asWritten`; the round trip of `read-layer.test.ts` says whether that is enough.
 */
export interface LayerReader {
  /** Keras's classes that are read as this kind, beside the one that Stride itself writes. */
  readonly aliases?: readonly string[];
  /** Keras writes this kind as a class that is read as this other kind. */
  readonly readAs?: LayerKind;
  /**
   * Keras has no such class: Stride's own. Somebody else's of the same name is told by its config, which does not have the
   * same keys.
   */
  readonly isOwn?: boolean;
  /** Older names of config keys: `{ negativeSlope: ['alpha'] }`. */
  readonly keys?: Readonly<Record<string, readonly string[]>>;
  /** Config keys without which there is no such layer. */
  readonly required?: readonly string[];
  /** What Keras takes for keys that are missing or `null`, where that is not Stride's own default. */
  readonly defaults?: JsonObject | ((config: JsonObject) => JsonObject);
  /** Config keys that only repeat what other keys say, or say nothing of a layer of which one output is used. */
  readonly ignored?: readonly string[];
  /** Brings a config to one form, before anything else. */
  readonly prepare?: (config: JsonObject) => JsonObject;
}

/** Keras's config says of each field what its schema says. */
export const asWritten: LayerReader = {};
