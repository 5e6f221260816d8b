/** `name=value` with nothing in it that a form would have escaped. */
export function looksLikeForm(text: string): boolean {
  return text.indexOf('=') > 0 && !/[\s<>"{}]/.test(text.slice(0, 4_096));
}
