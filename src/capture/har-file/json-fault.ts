/** A byte that may stand in a scalar or word: letters, digits, sign and point. The words themselves are checked when the scalar ends. */
const inScalar = /^(?:-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)$/;
const hexDigit = /^[0-9A-Fa-f]$/;

/**
 * Where a text stops being JSON (RFC 8259): the index of the first byte that cannot stand where it stands, or the length where it ends early.
 * null where it is JSON. Asked only about what JSON.parse has refused, because browsers tell the place each in its own words, or not at all.
 */
export function jsonFault(bytes: Uint8Array): number | null {
  const closers: number[] = [];
  let expect: 'value' | 'value-or-end' | 'key' | 'key-or-end' | 'colon' | 'comma-or-end' | 'nothing' = 'value';
  const after = () => (closers.length === 0 ? 'nothing' : 'comma-or-end');
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at] ?? 0;
    if (byte === 0x20 || byte === 0x09 || byte === 0x0a || byte === 0x0d) continue;
    const char = String.fromCharCode(byte);
    const mayClose = expect === 'comma-or-end' || expect === 'value-or-end' || expect === 'key-or-end';
    if (mayClose && byte === closers.at(-1)) {
      closers.pop();
      expect = after();
    } else if (expect === 'comma-or-end' && char === ',') expect = closers.at(-1) === 0x7d ? 'key' : 'value';
    else if (expect === 'colon' && char === ':') expect = 'value';
    else if ((expect === 'key' || expect === 'key-or-end') && char === '"') {
      const end = stringEnd(bytes, at);
      if (end.fault) return end.at;
      at = end.at;
      expect = 'colon';
    } else if (expect === 'value' || expect === 'value-or-end') {
      if (char === '{' || char === '[') {
        closers.push(char === '{' ? 0x7d : 0x5d);
        expect = char === '{' ? 'key-or-end' : 'value-or-end';
        continue;
      }
      const end = char === '"' ? stringEnd(bytes, at) : scalarEnd(bytes, at);
      if (end.fault) return end.at;
      at = end.at;
      expect = after();
    } else return at;
  }
  return expect === 'nothing' ? null : bytes.length;
}

type End = { readonly at: number; readonly fault: boolean };

/** From an opening quote to its closing one. */
function stringEnd(bytes: Uint8Array, from: number): End {
  for (let at = from + 1; at < bytes.length; at++) {
    const byte = bytes[at] ?? 0;
    if (byte === 0x22) return { at, fault: false };
    if (byte < 0x20) return { at, fault: true };
    if (byte !== 0x5c) continue;
    at++;
    const escaped = String.fromCharCode(bytes[at] ?? 0);
    if (!'"\\/bfnrtu'.includes(escaped)) return { at, fault: true };
    if (escaped === 'u')
      for (let digit = 1; digit <= 4; digit++)
        if (!hexDigit.test(String.fromCharCode(bytes[at + digit] ?? 0))) return { at: at + digit, fault: true };
  }
  return { at: bytes.length, fault: true };
}

function scalarEnd(bytes: Uint8Array, from: number): End {
  let text = '';
  let at = from;
  for (; at < bytes.length && text.length < 400; at++) {
    const char = String.fromCharCode(bytes[at] ?? 0);
    if (!/[-+.\w]/.test(char)) break;
    text += char;
  }
  return inScalar.test(text) ? { at: at - 1, fault: false } : { at: from, fault: true };
}
