export const resNetPaper = {
  year: 2015,
  family: 'residual',
  task: 'imageClassification',
  trains: false,
  authors: 'He, Zhang, Ren, Sun',
  paper: 'Deep Residual Learning for Image Recognition, arXiv:1512.03385',
} as const;

/** The paper's four stages, conv2 … conv5: filters, and the stride of the first block. */
export const resNetStages = [
  { stage: 2, filters: 64, stride: 1 },
  { stage: 3, filters: 128, stride: 2 },
  { stage: 4, filters: 256, stride: 2 },
  { stage: 5, filters: 512, stride: 2 },
] as const;

/** How the paper trains: stochastic gradient descent with momentum 0.9. */
export const resNetTraining = { optimizer: 'momentum', learningRate: 0.1, batchSize: 256, epochs: 90 } as const;
