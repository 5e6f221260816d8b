/** What a session plants. No two characters stand together twice in one of them, so that a compressed database holds them as they are. */
export const secrets = {
  authorization: 'qA1zXw2sCe3dVr4f',
  cookie: 'bT5gNy6hMu7jKi8l',
  setCookie: 'oL9pZa0qSx1wDc2e',
  apiKey: 'fV3rGb4tHn5yJm6u',
  query: 'kI7oLp8zQa9xWs0c',
  form: 'eD1vRf2bTg3nYh4m',
  json: 'uJ5kIo6lPz7aXq8s',
  answer: 'wC9dEv0fRb1gTn2h',
  multipart: 'yM3jUk4iLo5pZq6x',
  bytes: 'dF5gHj6kLq7wEr8t',
  page: 'aS7wXd8eCf9rVg0t',
  own: 'bH1yNj2uMk3iLp4o',
  pageAddress: 'zQ5xWc6eRv7tYn8u',
  card: '4539 1488 0343 6467',
  bareCard: '5425233430109903',
  jwt: 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJwbGFudGVkIn0.c2lnbmF0dXJlLXBsYW50ZWQ',
  maker: 'ghp_oP1aZs2qXd3wCf4eVg5rBh6tNj7yMk8uLi9',
} as const;

/** Beside the secrets, of the same look, under names that hide nothing: found, or a search would prove nothing. */
export const plain = { request: 'mX2vKc7rLq9wTf4z', answer: 'nB5hYd8sGp3jRa6e' } as const;

/** Firefox packs what it stores (Snappy): the ends of a text may be taken from what stands before it, its middle never. */
export const middle = (text: string) => text.slice(2, -2);

/** All forms in which a secret may stand in what leaves or is kept. */
export const everySecret: { readonly [what: string]: string } = {
  ...secrets,
  encodedCard: secrets.card.replaceAll(' ', '+'),
  closedCard: secrets.card.replaceAll(' ', ''),
};

/** The secrets that stand in a text or, in base64, in its bytes: whole, or where it was cut their middle. */
export function foundIn(text: string): string[] {
  const decoded = [...text.matchAll(/[A-Za-z0-9+/]{24,}={0,2}/g)].map(([found]) =>
    Buffer.from(found, 'base64').toString('latin1'),
  );
  return Object.entries(everySecret)
    .filter(([, secret]) => [text, ...decoded].some((each) => each.includes(middle(secret))))
    .map(([what]) => what);
}
