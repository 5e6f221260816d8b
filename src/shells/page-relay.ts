import { startRelay } from '../capture/page/relay.ts';
import { handToBackground } from '../messages/page-told.ts';

const name = crypto.randomUUID();

startRelay((batches, reach) => handToBackground(name, batches, reach));
