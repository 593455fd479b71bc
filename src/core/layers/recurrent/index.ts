import { bidirectional } from './bidirectional.ts';
import { embedding } from './embedding.ts';
import { gru } from './gru.ts';
import { lstm } from './lstm.ts';
import { simpleRnn } from './simple-rnn.ts';
import { timeDistributed } from './time-distributed.ts';

/** Kinds of this family, in the order of the palette. */
export const recurrentLayers = [embedding, lstm, gru, simpleRnn, bidirectional, timeDistributed] as const;
