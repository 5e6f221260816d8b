import { readFile } from 'node:fs/promises';

/** The page of the servers that have none of their own. They serve it themselves, or a front does it for them. */
export function deskHtml(): Promise<string> {
  return readFile(new URL('desk.html', import.meta.url), 'utf8');
}

export type DeskOptions = {
  readonly as?: 'json' | 'text';
  /** Header fields that every save carries besides. */
  readonly headers?: { readonly [name: string]: string };
};

/** Address of the desk at `desk`, opened on one document (a path of the same origin, or an address). */
export function deskUrl(desk: string, document: string, { as = 'json', headers = {} }: DeskOptions = {}): string {
  const query = new URLSearchParams({ document, as, headers: JSON.stringify(headers) });
  return `${desk}?${query}`;
}
