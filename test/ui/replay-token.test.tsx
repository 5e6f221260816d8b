// @vitest-environment happy-dom
import { render } from 'preact';
import { afterEach, describe, expect, it } from 'vitest';
import type { Correction, PlanToken } from '../../src/messages/acts.ts';
import { Tokens } from '../../src/ui/panel/replay-token.tsx';

const places: readonly PlanToken[] = [
  { carrier: 'header:If-Match', stale: '"v1"', fresh: '"v2"', by: 'seen', how: 'It came from ETag.', on: true },
  { carrier: 'body:$.rev', stale: '6', fresh: '7', by: 'prior', how: 'By its name.', on: true },
];

let said: readonly Correction[] | null = null;

function show(tokens = places, corrections: readonly Correction[] = []): void {
  said = null;
  const correct = (words: readonly Correction[]) => {
    said = words;
  };
  render(<Tokens tokens={tokens} corrections={corrections} busy={false} correct={correct} />, document.body);
}
const turn = () => new Promise((done) => setTimeout(done));
const button = (name: string) =>
  [...document.querySelectorAll('button')].find(({ textContent }) => textContent === name) ?? null;
async function open(): Promise<void> {
  button('Correct the version token')?.click();
  await turn();
}
async function write(label: string, text: string): Promise<void> {
  const field = document.querySelector<HTMLInputElement>(`[aria-label="${label}"]`);
  if (field === null) throw new Error(`no field ${label}`);
  field.value = text;
  field.dispatchEvent(new Event(field.localName === 'select' ? 'change' : 'input', { bubbles: true }));
  await turn();
}
async function use(): Promise<readonly Correction[] | null> {
  document.querySelector('form')?.dispatchEvent(new Event('submit', { bubbles: true, cancelable: true }));
  await turn();
  return said;
}

afterEach(() => render(null, document.body));

describe('the version token', () => {
  it('is shown with every place, what was there, what goes there and how it is known', () => {
    show();
    const shown = [...document.querySelectorAll('[data-carrier]')].map((one) => [
      one.getAttribute('data-carrier'),
      one.textContent,
    ]);
    expect(shown).toEqual([
      ['header:If-Match', 'Version token in header:If-Match: "v1" → "v2" seen to change It came from ETag.'],
      ['body:$.rev', 'Version token in body:$.rev: 6 → 7 by its name By its name.'],
    ]);
  });

  it('takes another value, a place switched off and a place added, and says nothing of the rest', async () => {
    show();
    await open();
    await write('Version in header:If-Match', '"v3"');
    document.querySelector<HTMLInputElement>('[aria-label="Use body:$.rev"]')?.click();
    await turn();
    await write('Kind of the place', 'query');
    await write('Name of the place', ' cas ');
    await write('Version there', '9');
    expect(await use()).toEqual([
      { carrier: 'header:If-Match', fresh: '"v3"', on: true },
      { carrier: 'body:$.rev', fresh: null, on: false },
      { carrier: 'query:cas', fresh: '9', on: true },
    ]);
  });

  it('keeps what was said before, and gives the way back', async () => {
    const before: Correction[] = [{ carrier: 'query:cas', fresh: '9', on: true }];
    const own: PlanToken = {
      carrier: 'query:cas',
      stale: null,
      fresh: '9',
      by: 'person',
      how: 'You said so.',
      on: true,
    };
    show([...places, own], before);
    expect(document.querySelector('[data-carrier="query:cas"]')?.getAttribute('data-by')).toBe('person');
    expect(document.querySelector('[data-carrier="query:cas"]')?.textContent).toContain('you said so');
    await open();
    await write('Version in body:$.rev', '8');
    expect(await use()).toEqual([...before, { carrier: 'body:$.rev', fresh: '8', on: true }]);
    button('Back to what was learnt')?.click();
    expect(said).toEqual([]);
  });
});
