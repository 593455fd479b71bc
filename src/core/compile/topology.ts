/**
 * Plain JSON of a functional model as Keras 2 writes it and tfjs reads it (`{ class_name: 'Functional', config }`).
 * Layer configs are complete: every default that Keras and tfjs disagree on is written out.
 */
export interface Topology {
  readonly class_name: 'Functional';
  readonly config: {
    readonly name: string;
    readonly layers: readonly TopologyLayer[];
    readonly input_layers: readonly TensorRef[];
    readonly output_layers: readonly TensorRef[];
  };
}

export interface TopologyLayer {
  readonly class_name: string;
  readonly name: string;
  readonly config: Readonly<Record<string, unknown>> & { readonly name: string };
  readonly inbound_nodes: readonly (readonly InboundTensor[])[];
  /**
   * Name of the layer whose weights this one uses, those of the same name; it has none that uses another's. Keras has one
   * layer with several inbound nodes instead.
   */
  readonly shares_with?: string;
}

/** `[layer name, node index, tensor index]` */
export type TensorRef = readonly [string, number, number];
/** `[layer name, node index, tensor index, call kwargs]` */
export type InboundTensor = readonly [string, number, number, Readonly<Record<string, unknown>>];

/** Where data enters a network. */
export interface NetworkInput {
  readonly name: string;
  readonly nodeId: string;
  /** Without batch. */
  readonly shape: readonly number[];
}

/** Where a network's answers leave it. */
export interface NetworkOutput extends NetworkInput {
  /** Keras name of the activation that ends it (`softmax`, `sigmoid`, `linear`…): what a loss must fit. */
  readonly activation: string;
}

/** A topology with the way back to the canvas: `nodeIds[layer name]` is the document's node. */
export interface CompiledNetwork {
  readonly topology: Topology;
  readonly nodeIds: Readonly<Record<string, string>>;
  /** In the order of `input_layers`; one at least. */
  readonly inputs: readonly NetworkInput[];
  readonly outputs: readonly NetworkOutput[];
  /** Of the first input and the first output: all there is of a network that can be trained. */
  readonly inputShape: readonly number[];
  readonly outputShape: readonly number[];
  readonly outputActivation: string;
}
