import { say } from '../../texts/say.ts';

const mega = 1024 * 1024;

/** Room in MB, with one decimal. `size` in bytes or characters. */
export function megabytes(size: number): string {
  if (size === 0) return say`0 MB`;
  return size < mega / 10 ? say`under 0.1 MB` : say`${(size / mega).toFixed(1)} MB`;
}
