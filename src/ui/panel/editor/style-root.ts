/**
 * The document as CodeMirror is given it. For a document, CodeMirror writes its rules into a `<style>` element, which the policy of extension
 * pages (`style-src 'self'`) forbids; for a shadow root, which has no head, into a constructed style sheet, which it allows (CSSOM §6.1.1).
 * So this document says that it has no head. Everything else is the document’s own, and the editor stays in the light tree,
 * where labels and descriptions by id reach it (style-mod 4.1; Chromium 156, Firefox 153).
 */
export function styleRoot(own: Document = document): Document {
  return new Proxy(own, {
    get(target, name) {
      if (name === 'head') return undefined;
      const value: unknown = Reflect.get(target, name, target);
      return typeof value === 'function' ? value.bind(target) : value;
    },
    set: (target, name, value) => Reflect.set(target, name, value, target),
  });
}
