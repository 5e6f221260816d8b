/** `application/problem+json`, `application/x-amz-json`: media types that Firefox takes for text by their end. */
const endsAsText = /^application\/[\w.-]+(\+xml|[-+]json)$/;

/** Others that Firefox 153 takes for text, besides `text/…`. */
const textTypes = new Set([
  'application/json',
  'application/xml',
  'application/javascript',
  'application/x-javascript',
  'application/ecmascript',
  'application/x-js',
  'application/x-httpd-php',
  'application/http-index-format',
  'application/x-mpegurl',
  'application/vnd.apple.mpegurl',
  'multipart/mixed',
  'multipart/x-mixed-replace',
  'image/svg+xml',
]);

/**
 * Whether a body that Firefox's `getContent` gave is base64: all is that it does not take for text by its media type, and it does not say so.
 * It makes it of characters, so a text with others than those of Latin-1 stays as it is, and is known by them.
 */
export function isBase64InFirefox(content: string, mediaType: string): boolean {
  const type = (mediaType.split(';', 1)[0] ?? '').trim().toLowerCase();
  if (type.startsWith('text/') || textTypes.has(type) || endsAsText.test(type)) return false;
  return content.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(content);
}
