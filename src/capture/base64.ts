/** Base64 (RFC 4648 §4) of bytes that come in pieces. */
export function base64Of(chunks: readonly Uint8Array[]): string {
  let binary = '';
  // In steps, because a call takes only so many arguments.
  const step = 8_192;
  for (const chunk of chunks)
    for (let at = 0; at < chunk.byteLength; at += step) binary += String.fromCharCode(...chunk.subarray(at, at + step));
  return btoa(binary);
}
