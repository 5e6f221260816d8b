const mark = [0xef, 0xbb, 0xbf];

/** Passes over a byte order mark at the beginning of a file (RFC 8259 §8.1 lets a reader do so). It may itself be cut by a chunk's end. */
export function createMarkSkip(): (chunk: Uint8Array) => number {
  let marked = 0;
  let isOver = false;
  /** @returns where the text of this chunk begins */
  return (chunk) => {
    let at = 0;
    while (!isOver && at < chunk.length) {
      if (chunk[at] === mark[marked]) {
        marked++;
        at++;
        isOver = marked === mark.length;
      } else isOver = true;
    }
    return at;
  };
}
