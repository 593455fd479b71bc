import {
  choiceField,
  dilationField,
  extentField,
  kernelSizeField,
  optionalCountField,
  optionalCountsField,
  paddingField,
  stridesField,
  tripleField,
} from '../fields.ts';

/** The sliding window's fields of a convolution of series, images and volumes. */

const causalPaddings = ['valid', 'same', 'causal'] as const;

const dilationHelp = 'Distance between the cells of the window: 2 leaves one position out in between.';

const seriesSize = () => ({
  kernelSize: extentField({ label: 'Kernel', help: 'Number of steps that the window spans.', symbol: 'k' }, 3),
  strides: extentField({ label: 'Stride', help: 'Steps of the window. 2 halves the length.', symbol: 's' }, 1),
});

export const seriesWindow = () => ({ ...seriesSize(), padding: paddingField() });

/** Conv1D alone can look at the past only. */
export const causalWindow = () => ({
  ...seriesSize(),
  padding: choiceField(
    {
      label: 'Padding',
      help: 'valid: the window stays inside. same: zeros around. causal: zeros in front, so that no step sees a later one.',
    },
    causalPaddings,
    'valid',
  ),
});

export const seriesDilation = () => extentField({ label: 'Dilation', help: dilationHelp, symbol: 'd' }, 1);

export const imageWindow = () => ({
  kernelSize: kernelSizeField(),
  strides: stridesField([1, 1]),
  padding: paddingField(),
});

export const imageDilation = dilationField;

export const volumeWindow = () => ({
  kernelSize: tripleField(
    { label: 'Kernel', help: 'Depth, height and width of the window that slides over the volume.', symbol: 'k' },
    [3, 3, 3],
  ),
  strides: tripleField(
    { label: 'Strides', help: 'Steps of the window along depth, height and width.', symbol: 's' },
    [1, 1, 1],
  ),
  padding: paddingField(),
});

export const volumeDilation = () => tripleField({ label: 'Dilation', help: dilationHelp, symbol: 'd' }, [1, 1, 1]);

const outputPaddingTexts = {
  label: 'Output padding',
  help: 'Positions added at the end of the output, below the stride. None: as many as make it n·s long.',
  symbol: 'p',
  advanced: true,
};

export const seriesOutputPadding = () => optionalCountField(outputPaddingTexts);
export const outputPadding = (axes: number) => optionalCountsField(outputPaddingTexts, axes);
