import type { ComponentChildren } from 'preact';
import { blocksOf } from '../../texts/document.ts';
import { sayParagraph } from '../../texts/say.ts';

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

/** A document of the project as a page, in the language of the browser. */
export function Prose({ text }: { readonly text: string }) {
  return (
    <main class="page">
      {blocksOf(text).map((block) => {
        const said = sayParagraph(block);
        return said.startsWith('# ') ? <h1 key={block}>{inline(said.slice(2))}</h1> : <p key={block}>{inline(said)}</p>;
      })}
    </main>
  );
}
