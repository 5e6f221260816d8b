export { asCurl } from './as-curl.ts';
export { asFetch } from './as-fetch.ts';
export { asPython } from './as-python.ts';
