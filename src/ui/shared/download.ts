/** Offers a text, whole or in pieces, as a file. It goes to the browser's own downloads and nowhere else. */
export function download(name: string, type: string, text: string | readonly string[]): void {
  const url = URL.createObjectURL(new Blob(typeof text === 'string' ? [text] : [...text], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The download has taken hold of the data when the click's turn is over.
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
