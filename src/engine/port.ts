/** One end of a channel to a worker, whatever kind of worker it is. Messages cross by structured clone. */
export interface MessageEnd {
  post(message: unknown, transfer: readonly ArrayBuffer[]): void;
  onMessage(listener: (message: unknown) => void): void;
}

/** A worker as its owner sees it: a page's Worker, or a thread of Node. */
export interface WorkerPort extends MessageEnd {
  /** Called once when the worker has died of itself: an uncaught error, or an exit. Not after `terminate`. */
  onDeath(listener: (reason: string) => void): void;
  terminate(): void;
}
