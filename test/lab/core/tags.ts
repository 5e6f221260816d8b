import { createHash } from 'node:crypto';
import type { Json } from './json.ts';

/** The members of an If-Match or If-None-Match field. Tags of the lab never hold a comma, so cutting at commas is right. */
export function listedTags(field: string): readonly string[] {
  return field
    .split(',')
    .map((tag) => tag.trim())
    .filter((tag) => tag !== '');
}

/** Strong comparison, RFC 9110 §8.8.3.2: both strong and the same characters. */
export function strongMatch(sent: string, tag: string): boolean {
  return sent === tag && !sent.startsWith('W/');
}

/** Weak comparison, RFC 9110 §8.8.3.2. */
export function weakMatch(sent: string, tag: string): boolean {
  return sent.replace(/^W\//, '') === tag.replace(/^W\//, '');
}

/** A tag made of the content, as many servers do it. */
export function hashTag(value: Json): string {
  return `"${createHash('sha1').update(JSON.stringify(value)).digest('hex').slice(0, 16)}"`;
}

/** A tag without its `W/` and its quotes. */
export function opaque(tag: string): string {
  return tag.replace(/^W\//, '').replace(/^"|"$/g, '');
}
