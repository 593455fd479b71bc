/** Name of the BroadcastChannel on which the page tells `losing-worker.ts` to lose its contexts. */
export const loseContexts = 'lose-contexts';
