import { isFields, isString } from '../http/unknown.ts';

/** Another extension that Resave has switched off for a moment. */
export type SwitchedOff = { readonly id: string; readonly name: string };

/** Where in `storage.local` those stand that are not yet on again. The background writes it, the interface reads it. */
export const switchedOffKey = 'switchedOff';

/** What stands there; it may be from another version. */
export function parseSwitchedOff(value: unknown): readonly SwitchedOff[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((one) =>
    isFields(one) && isString(one.id) && isString(one.name) ? [{ id: one.id, name: one.name }] : [],
  );
}

/** What is switched off by what the area (`storage.local`) holds. */
export async function switchedOff(area: {
  get(key: string): Promise<{ readonly [key: string]: unknown }>;
}): Promise<readonly SwitchedOff[]> {
  return parseSwitchedOff((await area.get(switchedOffKey))[switchedOffKey]);
}

/**
 * How switching on again ended. `was-on`: somebody switched it on before (the background was killed and a new one did), so that
 * what was seen meanwhile may have been seen with it on.
 */
export type SwitchedBack = 'on' | 'was-on' | 'still-off';
