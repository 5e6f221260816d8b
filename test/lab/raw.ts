import { request } from 'node:http';

/** An answer as it stands on the wire: no redirect followed, nothing decompressed, no header added by a client library. */
export type RawAnswer = {
  readonly status: number;
  readonly headers: { readonly [name: string]: string | undefined };
  readonly bytes: Buffer;
  readonly text: string;
  /** False where the connection broke in the middle of the body; bytes and text are then what came. */
  readonly complete: boolean;
  /** Parsed on demand; throws where the text is not JSON. */
  readonly json: () => unknown;
};

export type RawRequest = {
  readonly method?: string;
  readonly headers?: { readonly [name: string]: string };
  readonly body?: string;
  readonly signal?: AbortSignal;
};

/** One HTTP/1.1 request. Rejects where the connection breaks before there is an answer. */
export function raw(url: string, { method = 'GET', headers = {}, body, signal }: RawRequest = {}): Promise<RawAnswer> {
  return new Promise((resolve, reject) => {
    const sent = request(url, { method, headers, agent: false, ...(signal ? { signal } : {}) }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      const finish = (complete: boolean): void => {
        const bytes = Buffer.concat(chunks);
        const text = bytes.toString('utf8');
        const names = Object.entries(response.headers).map(([name, value]) => [name, value?.toString()]);
        resolve({
          status: response.statusCode ?? 0,
          headers: Object.fromEntries(names),
          bytes,
          text,
          complete,
          json: () => JSON.parse(text),
        });
      };
      response.on('error', () => finish(false));
      response.on('end', () => finish(true));
    });
    sent.on('error', reject);
    sent.end(body);
  });
}
