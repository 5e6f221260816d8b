import { until } from '../../e2e/support/until.ts';

/** What every test's document is made of. */
export type Value = { readonly title: string; readonly body: string; readonly [more: string]: unknown };

/** Somebody at another desk, who speaks to the server without a browser. */
export async function put(url: string, value: Value, headers: { readonly [name: string]: string } = {}): Promise<void> {
  const response = await fetch(url, {
    method: 'PUT',
    headers: { 'Content-Type': 'application/json', ...headers },
    body: JSON.stringify(value),
  });
  if (!response.ok) throw new Error(`PUT ${url} was to be taken: ${response.status} ${await response.text()}`);
  await response.arrayBuffer();
}

export async function get(url: string): Promise<unknown> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`GET ${url}: ${response.status}`);
  return response.json();
}

/** Until the document's tag is a strong one: Apache gives weak ones for about a second after a write. */
export async function settled(url: string): Promise<void> {
  await until(`a strong entity tag of ${url}`, async () => {
    const response = await fetch(url, { method: 'HEAD' });
    return response.headers.get('etag')?.startsWith('"') === true;
  });
}
