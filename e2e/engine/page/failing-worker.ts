// The order matters: contexts are recorded from before the engine makes its first.
import './record-contexts.ts';
import '../../../src/engine/worker.ts';
