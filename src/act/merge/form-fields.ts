/** One field of a form, decoded, and the range of its value in the text as it was written. */
export type FormField = { readonly name: string; readonly value: string; readonly from: number; readonly to: number };

/** Fields of an `application/x-www-form-urlencoded` body in order; none where the type or the text says it is something else. */
export function formFields(text: string, contentType: string | null): FormField[] {
  const type = (contentType ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
  if (
    type !== 'application/x-www-form-urlencoded' &&
    (type !== '' || !/^[^\s={}<]+=[^\s{}<]*(&|$)/.test(text.slice(0, 2_000)))
  )
    return [];
  const fields: FormField[] = [];
  for (let at = 0; at <= text.length && fields.length < 5_000; ) {
    const end = text.indexOf('&', at) < 0 ? text.length : text.indexOf('&', at);
    const equals = text.slice(at, end).indexOf('=');
    const from = equals < 0 ? end : at + equals + 1;
    if (end > at)
      fields.push({
        name: decoded(text.slice(at, equals < 0 ? end : at + equals)),
        value: decoded(text.slice(from, end)),
        from,
        to: end,
      });
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
