export const root: string;
export function heading(text: string): void;
export function run(
  program: string,
  args: readonly string[],
  environment?: { readonly [name: string]: string },
): Promise<number>;
export function npm(...args: string[]): Promise<number>;
export function runTypeScript(file: string, ...args: string[]): Promise<number>;
