import { beforeEach, expect, it, vi } from 'vitest';

type Added = {
  readonly event: string;
  readonly filter: { readonly urls: readonly string[]; readonly types?: readonly string[] };
};

/** What the browser was told to listen to, in the order in which it was told. */
const added: Added[] = [];
const events = [
  'onBeforeRequest',
  'onBeforeSendHeaders',
  'onSendHeaders',
  'onHeadersReceived',
  'onBeforeRedirect',
  'onCompleted',
  'onErrorOccurred',
];
const event = (name: string) => {
  const here = new Map<unknown, Added>();
  return {
    addListener(listener: unknown, filter: Added['filter']) {
      const one = { event: name, filter };
      here.set(listener, one);
      added.push(one);
    },
    removeListener(listener: unknown) {
      const one = here.get(listener);
      here.delete(listener);
      if (one) added.splice(added.indexOf(one), 1);
    },
  };
};
const runtime: { getBrowserInfo?: () => void } = {};
vi.mock('webextension-polyfill', () => ({
  default: { runtime, webRequest: Object.fromEntries(events.map((name) => [name, event(name)])) },
}));
const { watchRequests } = await import('../../src/capture/web-request.ts');

const scripted = () =>
  added.filter(({ event, filter }) => event === 'onCompleted' && filter.types?.includes('xmlhttprequest'));
const everywhere = ['http://*/*', 'https://*/*'];
const a = 'https://a.example/*';
const b = 'https://b.example/*';

function begun() {
  const requests = watchRequests(
    () => undefined,
    () => undefined,
  );
  requests.begin();
  return requests;
}

beforeEach(() => {
  added.splice(0);
  delete runtime.getBrowserInfo;
});

it('leaves the listener of the first tick alone while it may be wide: that one wakes the next background', () => {
  const requests = begun();
  const [first, ...others] = scripted();
  expect(others).toEqual([]);
  expect(first?.filter.urls).toEqual(everywhere);
  expect(requests.follow([a], true)).toEqual({ kept: [], added: [a] });
  expect(requests.follow([a, b], true)).toEqual({ kept: [a], added: [b] });
  expect(scripted()).toEqual([first]);
  expect(scripted()[0]).toBe(first);
});

it('listens to the hosts alone from the first time on that it is not to be wide, and says that all of it is new', () => {
  const requests = begun();
  requests.follow([a], true);
  expect(requests.follow([a], false)).toEqual({ kept: [], added: [a] });
  expect(scripted().map(({ filter }) => filter.urls)).toEqual([[a]]);
  // There is no way back: a listener that is added later wakes nobody.
  expect(requests.follow([a, b], true)).toEqual({ kept: [a], added: [b] });
  expect(scripted().map(({ filter }) => filter.urls)).toEqual([[a], [b]]);
});

it('adds its listeners anew after a grant where those of before are dead, and nowhere else', () => {
  const requests = begun();
  const first = [...added];
  requests.renew();
  expect(added).toEqual(first);
  expect(added.some((one) => first.includes(one))).toBe(false);
  const second = [...added];
  runtime.getBrowserInfo = () => undefined;
  requests.renew();
  expect(added.every((one, at) => one === second[at])).toBe(true);
});
