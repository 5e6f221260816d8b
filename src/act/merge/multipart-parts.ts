/** One text field of a multipart form and the range of its value. Files are not listed. */
export type PartField = { readonly name: string; readonly value: string; readonly from: number; readonly to: number };

/** Text fields of a `multipart/form-data` body (RFC 7578); none where the boundary is not found. */
export function multipartFields(text: string, contentType: string | null): PartField[] {
  const boundary = /;\s*boundary=(?:"([^"]{1,100})"|([^\s;"]{1,100}))/i.exec(contentType ?? '');
  const line = `--${boundary?.[1] ?? boundary?.[2] ?? firstLine(text)}`;
  if (line.length < 3 || !text.startsWith(line)) return [];
  const fields: PartField[] = [];
  let at = line.length;
  while (fields.length < 5_000) {
    const next = text.indexOf(`\r\n${line}`, at);
    if (next < 0) break;
    const head = text.indexOf('\r\n\r\n', at);
    if (head >= 0 && head < next) {
      const disposition = /^content-disposition:([^\r\n]*)$/im.exec(text.slice(at, head))?.[1] ?? '';
      const name = /;\s*name="([^"]*)"/i.exec(disposition)?.[1];
      if (name !== undefined && !/;\s*filename\*?=/i.test(disposition))
        fields.push({ name, value: text.slice(head + 4, next), from: head + 4, to: next });
    }
    at = next + 2 + line.length;
  }
  return fields;
}

function firstLine(text: string): string {
  const end = text.indexOf('\r\n');
  return text.startsWith('--') && end > 2 && end < 120 ? text.slice(2, end) : '';
}
