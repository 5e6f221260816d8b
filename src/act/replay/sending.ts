import { isFields } from '../../http/unknown.ts';
import type { SessionArea } from './shelf.ts';

/** Where the journal of what goes out stands (send-journal.ts). */
export const sendingKey = 'sending';

/** Whether something was on its way when the journal was written last; reads nothing of it. */
export async function isSending(area: SessionArea): Promise<boolean> {
  const value = (await area.get(sendingKey))[sendingKey];
  return isFields(value) && Array.isArray(value.open) && value.open.length > 0;
}
