/** One request as it arrived and what it was answered. Bodies are cut after 64 KiB of characters. */
export type LoggedRequest = {
  readonly at: number;
  /** Which of the two ports it came to. */
  readonly origin: 'page' | 'api';
  readonly scenario: string;
  readonly method: string;
  /** Path and query, with the prefix. */
  readonly url: string;
  readonly headers: { readonly [name: string]: string };
  readonly body: string;
  readonly status: number;
  readonly responseHeaders: { readonly [name: string]: string };
};

const kept = 5000;

/** The newest requests, in the order of their answers. */
export class RequestLog {
  private entries: LoggedRequest[] = [];

  add(entry: LoggedRequest): void {
    this.entries.push({ ...entry, body: entry.body.slice(0, 65_536) });
    if (this.entries.length > kept) this.entries = this.entries.slice(-kept);
  }
  /** All, or those of one scenario. */
  list(scenario?: string): readonly LoggedRequest[] {
    return scenario === undefined ? [...this.entries] : this.entries.filter((entry) => entry.scenario === scenario);
  }
  clear(): void {
    this.entries = [];
  }
}
