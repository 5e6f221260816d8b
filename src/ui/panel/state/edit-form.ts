import type { FieldMerge, ReplayPlan } from '../../../messages/acts.ts';
import { say } from '../../../texts/say.ts';

/**
 * How a field is edited. `json`: as it is written in the body; `string`: a JSON string, edited as the text that it stands for;
 * `text`: a body or a form field that is no JSON.
 */
export type EditForm = 'json' | 'string' | 'text';

export function editForm(edits: ReplayPlan['edits'], field: FieldMerge): EditForm {
  if (edits === 'text') return 'text';
  const sides = [field.base, field.mine, field.theirs].filter((side) => side !== null);
  return sides.length > 0 && sides.every((side) => stringOf(side) !== null) ? 'string' : 'json';
}

/** A side of the field, or a choice's text, as it is edited. */
export function asEdited(form: EditForm, text: string): string {
  return form === 'string' ? (stringOf(text) ?? text) : text;
}

/** What was typed, as a choice carries it. */
export function asChosen(form: EditForm, typed: string): string {
  return form === 'string' ? JSON.stringify(typed) : typed;
}

/** Why what was typed cannot be sent, or null. */
export function wrongEdit(form: EditForm, typed: string): string | null {
  if (form !== 'json') return null;
  if (typed.trim() === '') return say`Nothing is written yet.`;
  try {
    JSON.parse(typed);
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function stringOf(text: string): string | null {
  if (!text.startsWith('"')) return null;
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'string' ? value : null;
  } catch {
    return null;
  }
}
