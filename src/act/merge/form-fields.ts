import { looksLikeForm } from '../../http/form.ts';
/** One field of a form, decoded, and where it stands in the text as it was written. */
export type FormField = {
  readonly name: string;
  readonly value: string;
  /** The value's range. */
  readonly from: number;
  readonly to: number;
  /** The range of the whole field with what separates it from its neighbour. */
  readonly start: number;
  readonly end: number;
};

/** Hostile forms are not looked at further. */
export const maxFields = 5_000;

/** Fields of an `application/x-www-form-urlencoded` body in order; none where the type or the text says it is something else. */
export function formFields(text: string, contentType: string | null): FormField[] {
  const type = (contentType ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
  if (type === '' ? !looksLikeForm(text) : type !== 'application/x-www-form-urlencoded') return [];
  const fields: FormField[] = [];
  for (let at = 0; at < text.length && fields.length < maxFields; ) {
    const next = text.indexOf('&', at);
    const end = next < 0 ? text.length : next;
    const equals = text.slice(at, end).indexOf('=');
    const nameEnd = equals < 0 ? end : at + equals;
    const from = equals < 0 ? end : nameEnd + 1;
    const range = { from, to: end, start: Math.max(0, at - 1), end };
    if (end > at)
      fields.push({ name: decoded(text.slice(at, nameEnd)), value: decoded(text.slice(from, end)), ...range });
    at = end + 1;
  }
  return fields;
}

function decoded(text: string): string {
  const spaced = text.replaceAll('+', ' ');
  try {
    return decodeURIComponent(spaced);
  } catch {
    return spaced;
  }
}

/** As `application/x-www-form-urlencoded` writes it (WHATWG URL §5.2). */
export function encoded(value: string): string {
  return new URLSearchParams([['', value]]).toString().slice(1);
}
