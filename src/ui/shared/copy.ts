import { say } from '../../texts/say.ts';

/**
 * Puts a text on the clipboard. DevTools panels may not use the asynchronous clipboard (their frame is not allowed to, Chromium 156),
 * so the old command stands in for it.
 * @param what how the text is called in the answer
 * @returns a sentence on what came of it.
 */
export async function copyText(text: string, what = say`The report`): Promise<string> {
  const copied = await navigator.clipboard.writeText(text).then(
    () => true,
    () => copyByCommand(text),
  );
  return copied ? say`${what} is on the clipboard.` : say`The browser did not allow copying.`;
}

function copyByCommand(text: string): boolean {
  const focused = document.activeElement;
  const area = document.createElement('textarea');
  area.value = text;
  area.className = 'hidden';
  document.body.append(area);
  area.select();
  const copied = document.execCommand('copy');
  area.remove();
  if (focused instanceof HTMLElement) focused.focus();
  return copied;
}
