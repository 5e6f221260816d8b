export type Results = { passed: number; failed: number; skipped: number };
export function readResults(path: string): Promise<Results>;
