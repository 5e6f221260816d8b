import { type FormField, maxFields } from './form-fields.ts';

/** Text fields of a `multipart/form-data` body (RFC 7578); files are not listed. None where the boundary is not found. */
export function multipartFields(text: string, contentType: string | null): FormField[] {
  const boundary = /;\s*boundary=(?:"([^"]{1,100})"|([^\s;"]{1,100}))/i.exec(contentType ?? '');
  const line = `--${boundary?.[1] ?? boundary?.[2] ?? firstLine(text)}`;
  if (line.length < 3 || !text.startsWith(line)) return [];
  const fields: FormField[] = [];
  for (let start = 0; fields.length < maxFields; ) {
    const next = text.indexOf(`\r\n${line}`, start + line.length);
    if (next < 0) break;
    const head = text.indexOf('\r\n\r\n', start);
    if (head >= 0 && head < next) {
      const name = fieldName(text.slice(start, head));
      const range = { from: head + 4, to: next, start, end: next + 2 };
      if (name !== null) fields.push({ name, value: text.slice(head + 4, next), ...range });
    }
    start = next + 2;
  }
  return fields;
}

/** null for a file and for a part without a name. */
function fieldName(head: string): string | null {
  const disposition = /^content-disposition:([^\r\n]*)$/im.exec(head)?.[1] ?? '';
  if (/;\s*filename\*?=/i.test(disposition)) return null;
  return /;\s*name="([^"]*)"/i.exec(disposition)?.[1] ?? null;
}

function firstLine(text: string): string {
  const end = text.indexOf('\r\n');
  return text.startsWith('--') && end > 2 && end < 120 ? text.slice(2, end) : '';
}
