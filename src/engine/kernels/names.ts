/** Our own kernels. Backends that lack one fall back to tfjs's elementary operations. */
export const seededDropout = 'StrideDropout';
export const momentumStep = 'StrideMomentum';
export const rmspropStep = 'StrideRmsprop';
export const adamStep = 'StrideAdam';
export const reluGradient = 'StrideReluGradient';
export const sgdStep = 'StrideSgd';
export const nesterovStep = 'StrideNesterov';
export const adagradStep = 'StrideAdagrad';
export const softmaxLoss = 'StrideSoftmaxLoss';
export const softmaxLossGradient = 'StrideSoftmaxLossGradient';
