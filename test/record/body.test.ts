import { expect, it } from 'vitest';
import { betterBody, keepBody } from '../../src/record/body.ts';

const text = (data: string) => keepBody({ state: 'text', text: data }, 1000);

it('takes the bytes of a body, where another source read them as text, in either order', () => {
  const bytes = keepBody({ state: 'base64', base64: '/wCAQQ==' }, 1000);
  const lossy = text('\ufffd\0\ufffdA');
  expect(betterBody(lossy, bytes)).toBe(bytes);
  expect(betterBody(bytes, lossy)).toBe(bytes);
  const whole = text('{"a":1}');
  expect(betterBody(whole, bytes)).toBe(whole);
  // A beginning is less than a whole in which a mark stands.
  const cut = keepBody({ state: 'text', text: 'abcd', length: 9 }, 1000);
  expect(betterBody(cut, lossy)).toBe(lossy);
});
