/**
 * The blocks of a document of the project, each as one line: what is translated and shown one by one. A heading and paragraphs,
 * which is all that PRIVACY.md has (a test holds it).
 */
export function blocksOf(markdown: string): readonly string[] {
  return markdown
    .trim()
    .split(/\n{2,}/)
    .map((block) => block.replace(/\s*\n\s*/g, ' '));
}
