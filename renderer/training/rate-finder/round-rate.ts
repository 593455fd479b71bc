/** Two digits: a range test knows no more of a rate. */
export const roundRate = (rate: number): number => Number(rate.toPrecision(2));
