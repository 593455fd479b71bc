import { describe, expect, it } from 'vitest';
import { analyze } from '../src/core/analysis/analyze.ts';
import { built } from './testing/built.ts';

describe('published and measured figures', () => {
  it.each([
    ['lenet-5', 9, 61_706, 416_520],
    ['vgg-16', 23, 138_357_544, 15_470_264_320],
    ['vgg-19', 26, 143_667_240, 19_632_062_464],
    ['inception-v3', 313, 23_851_784, 5_713_216_096],
    ['resnet-50', 177, 25_636_712, 3_857_973_248],
    ['resnet-101', 347, 44_707_176, 7_570_194_432],
    ['resnet-152', 517, 60_419_944, 11_282_415_616],
    ['mobilenet', 91, 4_253_864, 568_740_352],
    ['mobilenet-v2', 156, 3_538_984, 300_774_272],
    ['densenet-121', 429, 8_062_504, 2_834_161_664],
    ['xception', 134, 22_910_480, 8_357_403_496],
  ])('%s: %d layers, %d parameters, %d MACs', (id, layers, parameters, macs) => {
    const { totals } = analyze(built(id).graph);
    expect({ layers: totals.layers, parameters: totals.parameters, macs: totals.macs }).toEqual({
      layers,
      parameters,
      macs,
    });
  });

  it.each([
    // Published parameters; MACs of the same network written with torch's own layers, by FlopCounterMode.
    ['alexnet', 60_965_224, 724_406_816],
    ['googlenet', 6_998_552, 1_582_671_872],
    ['u-net', 31_031_685, 48_163_323_904],
    ['bert-base', 109_482_240, 48_318_971_904],
    ['gpt-2-small', 124_439_808, 145_824_153_600],
    // torchvision's vit_b_16, attention written out.
    ['vit-b-16', 86_567_656, 17_563_828_224],
    // timm's tf_efficientnet_b0 has the same MACs; Keras adds the statistics of normalisation to the parameters.
    ['efficientnet-b0', 5_330_571, 385_814_752],
  ])('%s: %d parameters, %d MACs', (id, parameters, macs) => {
    const { totals } = analyze(built(id).graph);
    expect({ parameters: totals.parameters, macs: totals.macs }).toEqual({ parameters, macs });
  });

  it('InceptionV3 without top: 311 layers, 21,802,784 parameters, 83.17 MiB', () => {
    const { totals } = analyze(built('inception-v3-notop').graph);
    expect(totals.layers).toBe(311);
    expect(totals.parameters).toBe(21_802_784);
    expect((totals.weightBytes / 2 ** 20).toFixed(2)).toBe('83.17');
  });

  it.each([
    ['vgg-16', 'block5_pool', 212, 32],
    ['vgg-19', 'block5_pool', 268, 32],
    ['inception-v3', 'mixed10', 1311, 32],
    ['resnet-50', 'conv5_block3_out', 483, 32],
    ['resnet-101', 'conv5_block3_out', 1027, 32],
    ['resnet-152', 'conv5_block3_out', 1507, 32],
    ['mobilenet', 'conv_pw_13_relu', 315, 32],
    ['mobilenet-v2', 'out_relu', 491, 32],
    ['densenet-121', 'relu', 2071, 32],
    ['xception', 'block14_sepconv2_act', 1083, 32],
  ])('%s: %s sees %d pixels, %d apart', (id, layer, size, jump) => {
    const field = analyze(built(id).graph).nodes[layer]?.receptiveField;
    expect(field?.size).toEqual([size, size]);
    expect(field?.jump).toEqual([jump, jump]);
  });

  it('VGG-16 flattens 7×7×512 into 25,088 values', () => {
    const { nodes } = analyze(built('vgg-16').graph);
    expect(nodes.block5_pool?.output?.shape).toEqual([7, 7, 512]);
    expect(nodes.flatten?.output?.shape).toEqual([25_088]);
  });
});
