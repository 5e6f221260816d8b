/** What the store does for questions and for what people decide, none of which is on a recording's way: the background loads it when it is asked (store.ts). */
export { forget } from './forget.ts';
export { clearReadBodies, makeRoom } from './full.ts';
export { caseFile, conflicts, counts, exchange } from './queries.ts';
export { redactAgain } from './redact-again.ts';
export { setFlag } from './set-flag.ts';
export { unsaved } from './unsaved.ts';
export { usage } from './usage.ts';
export { letGo, markExported } from './vault-out.ts';
