/** Our own kernels. Backends that lack one fall back to tfjs's elementary operations. */
export const seededDropout = 'StrideDropout';
export const momentumStep = 'StrideMomentum';
export const rmspropStep = 'StrideRmsprop';
export const adamStep = 'StrideAdam';
export const reluGradient = 'StrideReluGradient';
