// Node does not hand `--import tsx` on to its threads (20.x), so a thread brings tsx up itself.
import { register } from 'tsx/esm/api';

register();
await import('./crew-thread.ts');
