import { htmlForm } from '../core/html-form.ts';
import type { Scenario } from '../core/scenario.ts';

export const restoredForm: Scenario = {
  id: 'restored-form',
  title: 'The browser restored an old form',
  story:
    'Open the form, save, press Back and save again. The browser shows the old form with its old hidden version, and the server refuses it.',
  group: 'The copy is stale',
  steps: [],
  open: 'form',
  ends: 409,
  browserOnly: true,
  shows: ['restored-form'],
  nearMissOf: ['changed-by-someone-else', 'stale-browser-cache'],
  handles: ['form', 'save'],
  handle: (call, next) => (call.path.startsWith('api/') ? next() : htmlForm(call)),
};
