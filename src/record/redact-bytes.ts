/**
 * Base64 of bytes that are no UTF-8 text, redacted: they are read with a character for each byte, so that the fields of a form with a
 * file, a text in an older encoding and tokens among the bytes are found as in a text. What is compressed or encrypted hides all of that.
 * @param redact replaces what is secret in a text. Characters beyond a byte in its answer are its own marks
 */
export function redactBytes(base64: string, redact: (text: string) => string): string {
  let bytes: string;
  try {
    bytes = atob(base64);
  } catch {
    // It says that it is base64 and is not.
    return redact(base64);
  }
  const clean = redact(bytes);
  return clean === bytes ? base64 : btoa(marksInUtf8(clean));
}

function marksInUtf8(text: string): string {
  return text.replace(/[^\0-\xff]+/g, (mark) => String.fromCharCode(...new TextEncoder().encode(mark)));
}
