import { afterEach, beforeEach, expect, it, vi } from 'vitest';

const getPlatformInfo = vi.fn(async () => ({}));
vi.mock('webextension-polyfill', () => ({ default: { runtime: { getPlatformInfo } } }));
const { createStayAwake } = await import('../../src/shells/stay-awake.ts');

beforeEach(() => {
  vi.useFakeTimers();
  getPlatformInfo.mockClear();
});
afterEach(() => {
  vi.useRealTimers();
});

it('does something more often than every 30 s while there is need, once however often it is told, and then nothing', () => {
  const need = createStayAwake();
  vi.advanceTimersByTime(100_000);
  expect(getPlatformInfo).not.toHaveBeenCalled();
  need('memory', true);
  need('workers', true);
  need('memory', true);
  need('memory', false);
  vi.advanceTimersByTime(90_000);
  expect(getPlatformInfo).toHaveBeenCalledTimes(4);
  need('workers', false);
  vi.advanceTimersByTime(100_000);
  expect(getPlatformInfo).toHaveBeenCalledTimes(4);
});
