import type { PageBehaviour } from '../core/scenario.ts';

/** What the app asks its client for. */
export type AppRequest = {
  readonly method: string;
  readonly url: string;
  readonly headers: { readonly [name: string]: string };
  readonly body?: string | null;
  readonly signal?: AbortSignal | null;
};

/** As much of a Response as the app looks at. */
export type AppResponse = {
  readonly ok: boolean;
  readonly status: number;
  readonly statusText: string;
  readonly headers: { readonly get: (name: string) => string | null };
  readonly text: () => Promise<string>;
};

export type Answered = {
  readonly response: AppResponse;
  readonly etag: string | null;
  readonly modified: string | null;
  readonly value: { readonly [name: string]: unknown };
};

export type Typed = { readonly title: string; readonly body: string; readonly tags: readonly string[] };

export function notebook(config: {
  readonly base: URL;
  readonly page: PageBehaviour;
  readonly send: (request: AppRequest) => Promise<AppResponse>;
}): {
  readonly load: () => Promise<Answered>;
  /** Rejects where there is no answer. */
  readonly save: (typed: Typed) => Promise<Answered & { readonly used: string | number | null }>;
};
