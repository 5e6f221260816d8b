/** FNV-1a, 32 bit: short, and the same in every run. Two texts with the same words rarely differ in the rest, hence a hash at all. */
function hash(text: string): string {
  let value = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) value = Math.imul(value ^ text.charCodeAt(index), 0x01000193);
  return (value >>> 0).toString(36);
}

/** A template as `_locales` writes it: `$1` to `$9` for the values, `$$` for a dollar sign. */
export function messageOf(strings: readonly string[]): string {
  return strings.map((part) => part.replaceAll('$', '$$$$')).reduce((text, part, index) => `${text}$${index}${part}`);
}

/** The key of a text in `_locales/…/messages.json`: its first words, so that a translator knows it again, and a hash of it all. */
export function keyOf(strings: readonly string[]): string {
  const message = messageOf(strings);
  const words = message
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .slice(0, 32);
  return `${words}_${hash(message)}`.replace(/^_/, '');
}
