import { htmlForm } from '../core/html-form.ts';
import type { Scenario } from '../core/scenario.ts';

export const formChanged: Scenario = {
  id: 'form-changed',
  title: 'A fresh form, and somebody else was faster',
  story:
    'Open the form, let somebody else edit (on this page), save the form. Its hidden version was right when it was served; the note really was changed.',
  group: 'The copy is stale',
  steps: [],
  open: 'form',
  ends: 409,
  browserOnly: true,
  shows: ['changed-by-someone-else', 'outdated-token'],
  nearMissOf: ['restored-form'],
  handles: ['form', 'save'],
  handle: (call, next) => (call.path.startsWith('api/') ? next() : htmlForm(call)),
};
