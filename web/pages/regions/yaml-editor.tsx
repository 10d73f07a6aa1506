import { autocompletion, completionKeymap } from '@codemirror/autocomplete'
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands'
import { yaml } from '@codemirror/lang-yaml'
import { defaultHighlightStyle, syntaxHighlighting } from '@codemirror/language'
import { type Diagnostic, lintGutter, lintKeymap, setDiagnostics } from '@codemirror/lint'
import { EditorState } from '@codemirror/state'
import { EditorView, keymap, lineNumbers } from '@codemirror/view'
import { useEffect, useRef } from 'react'
import { completionsAt, type Knowledge, placeAt } from './completions.ts'

/** A finding of the file that is open, its line and column from 1. */
export interface Mark {
  readonly line: number
  readonly column: number
  readonly severity: 'error' | 'warning'
  readonly message: string
}

const LOOK = EditorView.theme({
  '&': { maxHeight: '70vh', border: '1px solid var(--border)', background: '#fff' },
  '.cm-scroller': { overflow: 'auto', fontFamily: 'var(--mono)', fontSize: '0.9rem', lineHeight: '1.5' },
  '.cm-gutters': { background: 'var(--page)', color: 'var(--text-3)' },
  '&.cm-focused': { outline: '3px solid var(--primary)' },
  '.cm-tooltip-autocomplete ul li[aria-selected]': { background: '#0a5bae', color: '#fff' },
})

/** A text editor with findings at their places and completion; Tab leaves it, as everywhere on the page. */
export default function YamlEditor({
  text,
  label,
  marks,
  line,
  known,
  phrases,
  onChange,
}: {
  readonly text: string
  readonly label: string
  readonly marks: readonly Mark[]
  /** brought into sight; 0: none */
  readonly line: number
  readonly known: Knowledge
  /** the editor's own words in the page's language */
  readonly phrases: Readonly<Record<string, string>>
  readonly onChange: (text: string) => void
}) {
  const host = useRef<HTMLDivElement>(null)
  const view = useRef<EditorView | null>(null)
  const latest = useRef({ known, onChange })
  latest.current = { known, onChange }
  const first = useRef({ text, label, phrases })
  useEffect(() => {
    if (!host.current) return
    const nonce = document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? ''
    const made = new EditorView({
      parent: host.current,
      state: EditorState.create({
        doc: first.current.text,
        extensions: [
          EditorView.cspNonce.of(nonce),
          EditorState.phrases.of(first.current.phrases),
          EditorView.contentAttributes.of({ 'aria-label': first.current.label, spellcheck: 'false', tabindex: '0' }),
          EditorView.lineWrapping,
          lineNumbers(),
          history(),
          yaml(),
          syntaxHighlighting(defaultHighlightStyle),
          LOOK,
          lintGutter(),
          autocompletion({
            override: [
              (context) => {
                const place = placeAt(context.state.doc.toString(), context.pos)
                if (place.typed === '' && !context.explicit) return null
                const options = completionsAt(place, latest.current.known)
                return options.length > 0 ? { from: place.from, options: [...options] } : null
              },
            ],
          }),
          keymap.of([...completionKeymap, ...lintKeymap, ...historyKeymap, ...defaultKeymap]),
          EditorView.updateListener.of((update) => {
            if (update.docChanged) latest.current.onChange(update.state.doc.toString())
          }),
        ],
      }),
    })
    view.current = made
    return () => made.destroy()
  }, [])
  useEffect(() => {
    const { current } = view
    if (current)
      current.dispatch(
        setDiagnostics(
          current.state,
          marks.map((mark) => diagnosticOf(current.state, mark)),
        ),
      )
  }, [marks])
  useEffect(() => {
    const { current } = view
    if (!current || line < 1 || line > current.state.doc.lines) return
    const { from } = current.state.doc.line(line)
    current.dispatch({ selection: { anchor: from }, effects: EditorView.scrollIntoView(from, { y: 'center' }) })
    current.focus()
  }, [line])
  return <div ref={host} />
}

function diagnosticOf({ doc }: EditorState, { line, column, severity, message }: Mark): Diagnostic {
  const at = doc.line(Math.min(Math.max(1, line), doc.lines))
  const from = Math.min(at.from + Math.max(0, column - 1), at.to)
  return { from, to: Math.max(from, at.to), severity, message }
}
