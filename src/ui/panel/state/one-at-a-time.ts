/** Runs one at a time; calls made meanwhile become one more run afterwards, and wait for it. */
export function oneAtATime(work: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | null = null;
  let again: Promise<void> | null = null;
  const start = (): Promise<void> => {
    running = work().finally(() => {
      running = null;
    });
    return running;
  };
  return () => {
    if (running === null) return start();
    const afterwards = (): Promise<void> => {
      again = null;
      return start();
    };
    again ??= running.then(afterwards, afterwards);
    return again;
  };
}
