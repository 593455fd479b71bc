import type { CompiledNetwork } from '../../core/compile/topology.ts';
import type { Histogram } from '../../core/diagnosis/figures.ts';
import type { BackendName, Device, NamedWeight } from '../protocol.ts';
import type { StepSettings } from '../train/plan.ts';

/** One layer of a network that is looked at, in the order in which it runs. */
export interface LookedLayer {
  readonly nodeId: string;
  /** As Keras calls it. */
  readonly name: string;
  readonly className: string;
  /** Without the batch. */
  readonly shape: readonly number[];
  readonly parameters: number;
  /** Whose activation can be told from what comes before it. */
  readonly activated: boolean;
  /** What its kernel can be shown as; `null` without one. */
  readonly kernel: {
    readonly filters: number;
    readonly inputs: number;
    readonly size: readonly [number, number];
  } | null;
  /** A window over pictures that can be stepped through. */
  readonly window: WindowKind | null;
  /** Whether the gradient of an answer can be averaged over its maps (Grad-CAM). */
  readonly pictures: boolean;
}

export type WindowKind = 'convolution' | 'max' | 'average';

export interface LookTarget {
  readonly network: CompiledNetwork;
  /** `null`: as a run with this seed begins. */
  readonly weights: readonly NamedWeight[] | null;
  readonly seed: number;
  readonly backend: BackendName | 'auto';
}

/** What layer, and what of it, before its activation or after. */
export interface MapsQuestion {
  readonly nodeId: string;
  readonly stage: 'before' | 'after';
  readonly order: 'number' | 'mean' | 'max';
  /** What 255 stands for: each map's own greatest value, or the layer's. */
  readonly scale: 'map' | 'layer';
  readonly from: number;
  readonly count: number;
}

export interface FeatureMap {
  readonly channel: number;
  readonly mean: number;
  readonly min: number;
  readonly max: number;
  /** `width × height` bytes, from the scale's least value to its greatest. */
  readonly bytes: Uint8Array;
}

export interface MapsAnswer {
  readonly nodeId: string;
  readonly stage: 'before' | 'after';
  /** Of the layer's output; maps of more than 128 pixels a side come averaged to less. */
  readonly shape: readonly number[];
  readonly width: number;
  readonly height: number;
  readonly channels: number;
  /** Channels in the order asked for, all of them. */
  readonly order: Uint32Array;
  readonly from: number;
  readonly maps: readonly FeatureMap[];
  /** All of them, where the layer gives a vector. */
  readonly values: Float32Array | null;
  /** Of all values of the layer. */
  readonly min: number;
  readonly max: number;
  /** Share of values that are exactly 0. */
  readonly zeros: number;
  readonly histogram: Histogram | null;
}

export interface KernelQuestion {
  readonly nodeId: string;
  readonly filter: number;
  /** First of the input slices, and how many. */
  readonly from: number;
  readonly count: number;
}

export interface KernelAnswer {
  readonly filter: number;
  readonly rows: number;
  readonly columns: number;
  readonly inputs: number;
  readonly from: number;
  /** `rows × columns` values each. */
  readonly slices: readonly Float32Array[];
  /** `null` for a layer without. */
  readonly bias: number | null;
  readonly parameters: number;
  /** Greatest absolute value in the filter. */
  readonly extent: number;
}

/** One place of a window: `row`, `column` of the layer's output. */
export interface WindowQuestion {
  readonly nodeId: string;
  readonly channel: number;
  readonly row: number;
  readonly column: number;
  /** Input channel to be pictured; the one that adds most where left out. */
  readonly input?: number;
}

export interface WindowAnswer {
  readonly kind: WindowKind;
  readonly row: number;
  readonly column: number;
  readonly channel: number;
  readonly inputShape: readonly number[];
  readonly outputShape: readonly number[];
  readonly rows: number;
  readonly columns: number;
  /** Place of the window's first cell in the input; negative within the padding. Then steps between cells. */
  readonly top: number;
  readonly left: number;
  readonly dilation: readonly [number, number];
  /** `rows × columns × depth`: of a pooling window one channel, of a convolution all. */
  readonly depth: number;
  readonly patch: Float32Array;
  /** `rows × columns`: 1 where the cell lies in the input, 0 in the padding. */
  readonly inside: Uint8Array;
  readonly kernel: Float32Array | null;
  readonly products: Float32Array | null;
  /** Sum of the products of each input channel. */
  readonly sums: Float32Array | null;
  readonly sum: number;
  readonly bias: number;
  /** Name of the activation that follows. */
  readonly activation: string;
  /** The network's own, read from the layer's output. */
  readonly result: number;
  /** The whole input channel and output map, for pictures of them. */
  readonly inputMap: Float32Array;
  readonly outputMap: Float32Array;
  /** Input channel that `inputMap` shows. */
  readonly inputChannel: number;
}

/** Samples with their classes, as the network is fed them. */
export interface LabelledSamples {
  readonly values: Float32Array;
  readonly labels: Int32Array;
}

export interface SilentAnswer {
  readonly samples: number;
  readonly layers: readonly {
    readonly nodeId: string;
    readonly name: string;
    readonly dead: number;
    readonly units: number;
  }[];
}

export interface FlowAnswer {
  readonly loss: number;
  /** Mean of |∂L/∂W| over each layer's trained weights. */
  readonly layers: readonly { readonly nodeId: string; readonly name: string; readonly mean: number }[];
}

export interface StepStart {
  readonly samples: LabelledSamples;
  readonly batchSize: number;
  readonly settings: StepSettings;
}

export interface StepQuestion {
  readonly nodeId: string;
  readonly filter: number;
  readonly slice: number;
  /** Steps to do: 0 shows another filter in the step that was done last. */
  readonly steps: number;
}

export interface StepAnswer {
  /** Done since the start. */
  readonly step: number;
  /** Of each step that was just done, before it. */
  readonly losses: readonly number[];
  readonly rows: number;
  readonly columns: number;
  readonly before: Float32Array;
  /** As the rule used it: cut where the settings cut it. `null` for a layer that is not trained. */
  readonly gradient: Float32Array | null;
  readonly after: Float32Array;
  /** The optimizer's slots after the step. */
  readonly slots: readonly { readonly name: string; readonly values: Float32Array }[];
}

export interface MaximiseQuestion {
  readonly nodeId: string;
  readonly channel: number;
  readonly steps: number;
  readonly seed: number;
  /** What the darkest and the brightest pixel are, by input channel. */
  readonly low: readonly number[];
  readonly high: readonly number[];
  /** Shrinking of what does not matter, 0 to 1 a step; weight of neighbouring pixels' difference; pixels of jitter. */
  readonly decay: number;
  readonly smoothness: number;
  readonly jitter: number;
}

export interface MaximiseAnswer {
  /** `height × width × channels` bytes. */
  readonly bytes: Uint8Array;
  readonly shape: readonly number[];
  /** Mean of what is positive of the channel before its activation, at the start and after each step. */
  readonly curve: Float32Array;
}

export interface CamAnswer {
  readonly width: number;
  readonly height: number;
  /** ReLU of the weighted maps, row by row. */
  readonly values: Float32Array;
  readonly classIndex: number;
  readonly probability: number;
}

export interface OcclusionQuestion {
  /** `[height, width, channels]` of the image: a network may take it as a vector. */
  readonly picture: readonly [number, number, number];
  readonly classIndex: number;
  readonly size: number;
  readonly stride: number;
  /** What covers, by input channel. */
  readonly fill: readonly number[];
}

export interface OcclusionAnswer {
  readonly rows: number;
  readonly columns: number;
  /** Probability of the class with the square laid there, row by row. */
  readonly values: Float32Array;
  /** Without it. */
  readonly probability: number;
}

export interface ShiftQuestion {
  readonly picture: readonly [number, number, number];
  /** Pixels to the right and down. */
  readonly shifts: readonly (readonly [number, number])[];
  readonly fill: readonly number[];
}

/** What a worker that looks at a network answers; all of it about the network and the image given last. */
export interface LookRequests {
  lookAt: { params: LookTarget; result: { readonly device: Device; readonly layers: readonly LookedLayer[] } };
  /** Returns the class probabilities of the image. */
  lookImage: { params: { readonly values: Float32Array }; result: { readonly probabilities: Float32Array } };
  lookMaps: { params: MapsQuestion; result: MapsAnswer };
  lookKernel: { params: KernelQuestion; result: KernelAnswer };
  lookWindow: { params: WindowQuestion; result: WindowAnswer };
  lookSilent: { params: { readonly values: Float32Array }; result: SilentAnswer };
  lookFlow: { params: StepStart; result: FlowAnswer };
  lookStepStart: { params: StepStart; result: null };
  lookStep: { params: StepQuestion; result: StepAnswer };
  lookMaximise: { params: MaximiseQuestion; result: MaximiseAnswer };
  lookCam: { params: { readonly nodeId: string; readonly classIndex: number }; result: CamAnswer };
  lookOcclusion: { params: OcclusionQuestion; result: OcclusionAnswer };
  /** Probabilities of each shifted image, one after the other. */
  lookShift: { params: ShiftQuestion; result: { readonly probabilities: readonly Float32Array[] } };
  lookCancel: { params: Record<never, never>; result: null };
}

export type LookChannel = keyof LookRequests;

/** How much of a long question is done, 0 to 1. */
export interface LookEvent {
  readonly type: 'looking';
  readonly done: number;
}

/** A worker of its own for looking at one network at a time; asked one question after the other. */
export interface Look {
  /** Rejects with an `EngineError`. */
  ask<C extends LookChannel>(
    channel: C,
    params: LookRequests[C]['params'],
    onProgress?: (done: number) => void,
  ): Promise<LookRequests[C]['result']>;
  /** Ends the question that is being answered; it rejects as `cancelled`. */
  cancel(): void;
  close(): void;
}
