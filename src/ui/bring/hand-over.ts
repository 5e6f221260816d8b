import { isFields, isString } from '../../http/unknown.ts';

/**
 * Hands files from one document of the extension to the page that reads them. A BroadcastChannel carries a File as it is (HTML Living
 * Standard §9.5 and §2.7, File API §4.2): the page reads it from the disk, nothing is copied. The background has no part in it, because
 * messages of extensions are JSON and hold no files.
 */
const channelName = 'resave-files';

/** Most files that are taken at once. */
const mostFiles = 100;

/** Says that a page with this name has been loaded and listens; that these files are for it; that it has them. */
type Said =
  | { readonly said: 'ready'; readonly page: string }
  | { readonly said: 'files'; readonly page: string; readonly files: readonly File[] }
  | { readonly said: 'taken'; readonly page: string };

function said(value: unknown): Said | null {
  if (!isFields(value) || !isString(value.page)) return null;
  const { page, files } = value;
  if (value.said === 'ready' || value.said === 'taken') return { said: value.said, page };
  if (value.said !== 'files' || !Array.isArray(files)) return null;
  return { said: 'files', page, files: files.filter((file) => file instanceof File).slice(0, mostFiles) };
}

/**
 * Opens the page and gives it the files. Only a page that is loaded after this was called gets them, the first one.
 * @param patience milliseconds until it is given up
 * @returns whether the page said that it has them; false also where the browser does not carry files from here to there
 */
export async function handOver(files: readonly File[], open: () => Promise<void>, patience = 15_000): Promise<boolean> {
  const channel = new BroadcastChannel(channelName);
  let timer: ReturnType<typeof setTimeout> | undefined;
  try {
    const taken = new Promise<boolean>((done) => {
      let to: string | null = null;
      channel.onmessage = ({ data }: MessageEvent<unknown>) => {
        const heard = said(data);
        if (heard?.said === 'ready' && to === null) {
          to = heard.page;
          tell(channel, { said: 'files', page: to, files });
        } else if (heard?.said === 'taken' && heard.page === to) done(true);
      };
      channel.onmessageerror = () => done(false);
      timer = setTimeout(() => done(false), patience);
    });
    await open();
    return await taken;
  } finally {
    clearTimeout(timer);
    channel.close();
  }
}

/** The page’s part, once, when it can read files. @returns a function that ends it */
export function takeHandedOver(add: (files: readonly File[]) => void): () => void {
  const channel = new BroadcastChannel(channelName);
  const page = crypto.randomUUID();
  channel.onmessage = ({ data }: MessageEvent<unknown>) => {
    const heard = said(data);
    if (heard?.said !== 'files' || heard.page !== page || heard.files.length === 0) return;
    tell(channel, { said: 'taken', page });
    add(heard.files);
  };
  tell(channel, { said: 'ready', page });
  return () => channel.close();
}

function tell(channel: BroadcastChannel, what: Said): void {
  channel.postMessage(what);
}
