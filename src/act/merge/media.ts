/** The media type of a Content-Type without its parameters, in lower case; empty where there is none (RFC 9110 §8.3.1). */
export function mediaType(contentType: string | null): string {
  return (contentType ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
}

/** JSON, or a type with that suffix (RFC 6839 §3.1). */
export function isJson(contentType: string | null): boolean {
  const type = mediaType(contentType);
  return type === 'application/json' || type === 'text/json' || type.endsWith('+json');
}

/** A web page, by its type or its beginning. */
export function isPage(contentType: string | null, body: string): boolean {
  return mediaType(contentType) === 'text/html' || /^\s*<(!doctype html|html)/i.test(body.slice(0, 200));
}
