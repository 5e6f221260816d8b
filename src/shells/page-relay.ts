import { startRelay } from '../capture/page/relay.ts';
import { holdBackground } from '../messages/page-here.ts';
import { handToBackground } from '../messages/page-told.ts';

const name = crypto.randomUUID();

startRelay((batches, reach, shares) => handToBackground(name, batches, reach, shares), holdBackground);
