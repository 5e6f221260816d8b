/**
 * Header fields as they stood on the wire: order and duplicates survive, names keep their case.
 * Compare names without case (RFC 9110 §5.1).
 */
export type HeaderList = readonly (readonly [name: string, value: string])[];

/** All values of a field, in order. */
export function headerValues(list: HeaderList | null, name: string): string[] {
  const wanted = name.toLowerCase();
  return (list ?? []).filter(([n]) => n.toLowerCase() === wanted).map(([, v]) => v);
}

/** The field's value with its lines joined by a comma (RFC 9110 §5.3), or null where the field is absent. */
export function headerValue(list: HeaderList | null, name: string): string | null {
  const values = headerValues(list, name);
  return values.length === 0 ? null : values.join(', ');
}
