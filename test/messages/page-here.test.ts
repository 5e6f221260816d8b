import { afterEach, beforeEach, expect, it, vi } from 'vitest';

type Listener = () => void;
/** A port as both ends see it. */
function port(name: string, id: string | undefined) {
  const listeners = new Set<Listener>();
  return {
    name,
    sender: { id },
    onDisconnect: { addListener: (listener: Listener) => void listeners.add(listener) },
    disconnect: vi.fn(),
    break: () => listeners.forEach((listener) => void listener()),
  };
}
let ports: ReturnType<typeof port>[] = [];
const listeners: ((port: unknown) => void)[] = [];
const connect = vi.fn(({ name }: { name: string }) => {
  const made = port(name, 'own');
  ports.push(made);
  return made;
});
vi.mock('webextension-polyfill', () => ({
  default: {
    runtime: {
      id: 'own',
      connect,
      onConnect: { addListener: (hear: (port: unknown) => void) => listeners.push(hear) },
    },
  },
}));
const { holdBackground, onPagesHere } = await import('../../src/messages/page-here.ts');

beforeEach(() => {
  vi.useFakeTimers();
  ports = [];
  connect.mockClear();
});
afterEach(() => vi.useRealTimers());

it('opens the port anew as soon as a background has ended, and later where none lives', () => {
  const release = holdBackground();
  vi.advanceTimersByTime(5_000);
  ports[0]?.break();
  vi.advanceTimersByTime(0);
  expect(ports).toHaveLength(2);
  ports[1]?.break();
  vi.advanceTimersByTime(1_000);
  expect(ports).toHaveLength(2);
  vi.advanceTimersByTime(1_000);
  expect(ports).toHaveLength(3);
  release();
  expect(ports[2]?.disconnect).toHaveBeenCalled();
  ports[2]?.break();
  vi.advanceTimersByTime(10_000);
  expect(ports).toHaveLength(3);
});

it('ends where the extension is gone', () => {
  connect.mockImplementationOnce(() => {
    throw new Error('Extension context invalidated.');
  });
  holdBackground();
  vi.advanceTimersByTime(10_000);
  expect(connect).toHaveBeenCalledTimes(1);
});

it('counts the documents that hold it, of this extension only', () => {
  const counts: number[] = [];
  onPagesHere((count) => counts.push(count));
  holdBackground();
  const name = ports[0]?.name ?? '';
  const [one, two] = [port(name, 'own'), port(name, 'own')];
  for (const each of [one, two, port(name, 'other'), port('another', 'own'), port(name, undefined)])
    for (const hear of listeners) hear(each);
  one.break();
  two.break();
  expect(counts).toEqual([1, 2, 1, 0]);
});
