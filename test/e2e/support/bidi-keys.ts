/** WebDriver's code points for keys that are no character (WebDriver §17.4.2). */
const codePoints = new Map([
  ['Backspace', '\uE003'],
  ['Tab', '\uE004'],
  ['Enter', '\uE007'],
  ['Escape', '\uE00C'],
  ['PageUp', '\uE00E'],
  ['PageDown', '\uE00F'],
  ['End', '\uE010'],
  ['Home', '\uE011'],
  ['ArrowLeft', '\uE012'],
  ['ArrowUp', '\uE013'],
  ['ArrowRight', '\uE014'],
  ['ArrowDown', '\uE015'],
  ['Delete', '\uE017'],
]);

/** A key's DOM name as BiDi's input commands want it. */
export function bidiKey(key: string): string {
  return codePoints.get(key) ?? key;
}
