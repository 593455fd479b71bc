export const alexNetPaper = {
  family: 'classic',
  task: 'imageClassification',
  trains: false,
} as const;

/** Batches of 128 images, about 90 times through the training set. */
export const alexNetTraining = { optimizer: 'momentum', learningRate: 0.01, batchSize: 128, epochs: 90 } as const;
