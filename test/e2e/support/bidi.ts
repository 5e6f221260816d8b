import { once } from 'node:events';
import { WebSocket } from 'ws';
import { patience } from './until.ts';

/** Milliseconds for one command. Longer than any wait inside one, so that its own words come first. */
const patienceForOne = 3 * patience;

type Settle = { readonly resolve: (result: unknown) => void; readonly reject: (error: Error) => void };

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The member of an object from the wire; throws where it is not a string. */
export function stringIn(value: unknown, key: string): string {
  const found = isRecord(value) ? value[key] : undefined;
  if (typeof found !== 'string') throw new Error(`The browser's answer has no ${key}: ${JSON.stringify(value)}`);
  return found;
}

/** A WebDriver BiDi connection: commands and their answers, nothing more. */
export class Bidi {
  readonly #socket: WebSocket;
  readonly #waiting = new Map<number, Settle>();
  /** The browser's version. */
  version = '';
  #last = 0;

  private constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.on('message', (data) => this.#answer(JSON.parse(String(data))));
    socket.on('close', () => {
      for (const { reject } of this.#waiting.values()) reject(new Error('Firefox closed the connection'));
      this.#waiting.clear();
    });
  }

  /** Connects and starts the session. `url` as Firefox prints it at its start. */
  static async connect(url: string): Promise<Bidi> {
    const socket = new WebSocket(`${url}/session`, { maxPayload: 256 * 1024 * 1024 });
    await once(socket, 'open');
    const bidi = new Bidi(socket);
    const session = await bidi.send('session.new', { capabilities: {} });
    bidi.version = stringIn(isRecord(session) ? session.capabilities : null, 'browserVersion');
    return bidi;
  }

  /** Rejects with the command's name and the browser's reason. */
  send(method: string, params: Record<string, unknown>): Promise<unknown> {
    this.#last += 1;
    const id = this.#last;
    return new Promise((resolve, reject) => {
      const late = setTimeout(() => this.#settle(id)?.reject(new Error('no answer')), patienceForOne);
      this.#waiting.set(id, {
        resolve: (result) => {
          clearTimeout(late);
          resolve(result);
        },
        reject: (error) => {
          clearTimeout(late);
          const asked = JSON.stringify(params).slice(0, 300);
          reject(new Error(`${method} ${asked}: ${error.message}`));
        },
      });
      this.#socket.send(JSON.stringify({ id, method, params }));
    });
  }

  /** Evaluates an expression in a browsing context, awaits it, gives its value by JSON. */
  async evaluate(context: string, expression: string): Promise<unknown> {
    const answer = await this.send('script.evaluate', {
      expression: `(async () => JSON.stringify(await (${expression})) ?? 'null')()`,
      target: { context },
      awaitPromise: true,
      userActivation: true,
    });
    if (isRecord(answer) && answer.type === 'exception') throw new Error(stringIn(answer.exceptionDetails, 'text'));
    return JSON.parse(stringIn(isRecord(answer) ? answer.result : null, 'value'));
  }

  close(): void {
    this.#socket.close();
  }

  #answer(message: unknown): void {
    if (!isRecord(message) || typeof message.id !== 'number') return;
    const settle = this.#settle(message.id);
    if (message.type === 'success') settle?.resolve(message.result);
    else settle?.reject(new Error(`${message.error}: ${message.message}`));
  }

  #settle(id: number): Settle | undefined {
    const settle = this.#waiting.get(id);
    this.#waiting.delete(id);
    return settle;
  }
}
