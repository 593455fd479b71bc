import { loadDatasetNode } from '../src/engine/data/node.ts';

/** Opens a folder of pictures and prints time, peak memory, processor time and what came of it as JSON. */
const [folder = '', side = '150'] = process.argv.slice(2);
const before = process.cpuUsage();
const started = performance.now();
const opened = await loadDatasetNode(folder, { inputShape: [Number(side), Number(side), 3] });
const seconds = (performance.now() - started) / 1000;
if (!opened.ok) throw new Error(opened.error.message);
const { train, validation, test } = opened.value.splits;
const { user, system } = process.cpuUsage(before);
const count = train.count + validation.count + test.count;
process.stdout.write(
  JSON.stringify({
    seconds: Number(seconds.toFixed(2)),
    // Kilobytes, of the process with all its threads.
    megabytes: Math.round(process.resourceUsage().maxRSS / 1024),
    count,
    // Of all threads together.
    cpuMilliseconds: Number(((user + system) / 1000 / Math.max(1, count)).toFixed(3)),
    skipped: opened.value.skipped.length,
    kind: train.samples.kind,
  }),
);
