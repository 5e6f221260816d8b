/** A sentence in which what stands in braces is code: “Send {If-Match}.” So a translator keeps the sentence in one piece. */
export function Marked({ text }: { readonly text: string }) {
  return <>{text.split(/[{}]/).map((part, index) => (index % 2 === 0 ? part : <code key={part}>{part}</code>))}</>;
}
