/** What Resave uses of the library, which brings no types that TypeScript reads. */
declare module 'http-cache-semantics' {
  type Fields = { readonly [name: string]: string };
  export default class CachePolicy {
    constructor(
      request: { readonly url: string; readonly method: string; readonly headers: Fields },
      response: { readonly status: number; readonly headers: Fields },
      options: { readonly shared: boolean },
    );
    /** Whether a cache may keep the answer (RFC 9111 §3). */
    storable(): boolean;
    /** Freshness lifetime in seconds (RFC 9111 §4.2.1). */
    maxAge(): number;
  }
}
