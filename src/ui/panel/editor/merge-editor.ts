import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { json } from '@codemirror/lang-json';
import { MergeView } from '@codemirror/merge';
import { EditorState, type Extension } from '@codemirror/state';
import { EditorView, highlightSpecialChars, keymap, lineNumbers } from '@codemirror/view';
import { say } from '../../../texts/say.ts';
import { looks } from './looks.ts';
import { styleRoot } from './style-root.ts';

/** An editor beside a text to compare with. */
export type MergeEditor = {
  /** Puts another text on the left. */
  readonly compare: (name: string, text: string) => void;
  readonly destroy: () => void;
};

export type MergeEditorOptions = {
  /** Accessible name of what is edited, and of what it is compared with. */
  readonly name: string;
  readonly besideName: string;
  readonly text: string;
  readonly beside: string;
  readonly isJson: boolean;
  /** Id of the element that says whether the text is valid. */
  readonly describedBy: string;
  readonly changed: (text: string) => void;
};

const both: Extension = [lineNumbers(), highlightSpecialChars(), EditorView.lineWrapping, looks];

/** Opens the editor in `parent`. Tab moves on, as everywhere in the panel. Loaded on demand: it weighs more than the panel. */
export function openMergeEditor(parent: HTMLElement, options: MergeEditorOptions): MergeEditor {
  const { name, besideName, text, beside, isJson, describedBy, changed } = options;
  const language: Extension = isJson ? json() : [];
  let besideNow = besideName;
  const view = new MergeView({
    parent,
    root: styleRoot(),
    a: {
      doc: beside,
      extensions: [
        both,
        language,
        EditorState.readOnly.of(true),
        EditorView.editable.of(false),
        EditorView.contentAttributes.of(() => ({
          'aria-label': besideNow,
          'aria-readonly': 'true',
          tabindex: '0',
        })),
      ],
    },
    b: {
      doc: text,
      extensions: [
        both,
        language,
        history(),
        keymap.of([...defaultKeymap, ...historyKeymap]),
        EditorView.contentAttributes.of({ 'aria-label': name, 'aria-describedby': describedBy, spellcheck: 'false' }),
        EditorView.updateListener.of((update) => {
          if (update.docChanged) changed(update.state.doc.toString());
        }),
      ],
    },
    gutter: false,
    revertControls: 'a-to-b',
    renderRevertControl() {
      const button = document.createElement('button');
      button.type = 'button';
      button.className = 'take';
      button.textContent = '→';
      button.title = say`Take this change`;
      button.setAttribute('aria-label', button.title);
      return button;
    },
    collapseUnchanged: { margin: 3, minSize: 8 },
  });
  const put = (editor: EditorView, next: string): void => {
    if (editor.state.doc.toString() === next) return;
    editor.dispatch({ changes: { from: 0, to: editor.state.doc.length, insert: next } });
  };
  return {
    compare(newName, next) {
      besideNow = newName;
      put(view.a, next);
      view.a.dispatch({});
    },
    destroy: () => view.destroy(),
  };
}
