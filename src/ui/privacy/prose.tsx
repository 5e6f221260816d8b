import type { ComponentChildren } from 'preact';

/** `**bold**` and `*so*` and `code` of a line, as elements; everything else is text. */
function inline(text: string): ComponentChildren[] {
  return text
    .split(/(\*\*[^*]+\*\*|\*[^*]+\*|`[^`]+`)/)
    .map((part) =>
      part.startsWith('**') ? (
        <b>{part.slice(2, -2)}</b>
      ) : part.startsWith('*') && part.length > 2 ? (
        <i>{part.slice(1, -1)}</i>
      ) : part.startsWith('`') && part.length > 2 ? (
        <code>{part.slice(1, -1)}</code>
      ) : (
        part
      ),
    );
}

/**
 * A document of the project as a page: headings, paragraphs and lists, which is all that PRIVACY.md has. The project's documents are
 * in English whatever the language of the interface, and are marked so for whoever reads them out (WCAG 2.2, 3.1.2).
 */
export function Prose({ text }: { readonly text: string }) {
  const blocks = text.trim().split(/\n{2,}/);
  return (
    <main class="page" lang="en">
      {blocks.map((block) => {
        if (block.startsWith('# ')) return <h1 key={block}>{inline(block.slice(2))}</h1>;
        if (block.startsWith('## ')) return <h2 key={block}>{inline(block.slice(3))}</h2>;
        if (!block.startsWith('- ')) return <p key={block}>{inline(block.replaceAll('\n', ' '))}</p>;
        const items = block.slice(2).split('\n- ');
        return (
          <ul key={block}>
            {items.map((item) => (
              <li key={item}>{inline(item.replace(/\n\s*/g, ' '))}</li>
            ))}
          </ul>
        );
      })}
    </main>
  );
}
