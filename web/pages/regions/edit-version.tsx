import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Button, Input } from 'antd'
import { type KeyboardEvent, lazy, Suspense, useEffect, useMemo, useState } from 'react'
import { Note } from '../../parts/note.tsx'
import { Failed, Loading } from '../../parts/states.tsx'
import { go } from '../../shell/address.tsx'
import { api, read } from '../../shell/ask.ts'
import { useSay } from '../../words/language.tsx'
import { FileChoice, firstOf } from './file-choice.tsx'
import { Findings, placeOf, type Report } from './findings.tsx'
import { Pairs } from './pairs.tsx'
import { Source } from './source.tsx'
import { useKnowledge } from './use-knowledge.ts'
import type { Mark } from './yaml-editor.tsx'

const YamlEditor = lazy(() => import('./yaml-editor.tsx'))
const LINT_AFTER_MS = 400
const definitions = api.definitions[':subject']

type Files = Readonly<Record<string, string>>

/** Writes a new draft on the ground of a version: text with findings where they are, golden pairs as one types; kept as a version of its own. */
export function EditVersion({ code, number, files: given }: { code: string; number: number; files: Files }) {
  const say = useSay()
  const client = useQueryClient()
  const [files, setFiles] = useState(given)
  const [place, setPlace] = useState(() => ({ file: firstOf(given), line: 0 }))
  const [note, setNote] = useState('')
  const lint = useLint(code, files)
  const isChanged = Object.keys(files).some((path) => files[path] !== given[path])
  useLeaveWarning(isChanged)
  const save = useMutation({
    mutationFn: () =>
      read(definitions.versions.$post({ param: { subject: code }, json: { files, note: note.trim() } })),
    onSuccess: async (saved) => {
      for (const key of ['versions', 'definitions']) await client.invalidateQueries({ queryKey: [key] })
      go(`/regions/${code}/v/${saved.number}`)
    },
  })
  const mayBeSaved = isChanged && note.trim() !== '' && !save.isPending && !save.isSuccess
  const onKey = (event: KeyboardEvent) => {
    if (event.key.toLowerCase() !== 's' || !(event.ctrlKey || event.metaKey)) return
    event.preventDefault()
    if (mayBeSaved) save.mutate()
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it only hears Ctrl+S from what stands in it
    <div onKeyDown={onKey}>
      <Note tone="info">{say('edit.lead', { n: number })}</Note>
      <div className="columns">
        <section className="card" aria-labelledby="text">
          <h2 id="text">{say('version.text')}</h2>
          <FileChoice files={files} file={place.file} onChoose={(file) => setPlace({ file, line: 0 })} />
          <Text
            code={code}
            files={files}
            place={place}
            report={lint.data}
            onChange={(text) => setFiles((before) => ({ ...before, [place.file]: text }))}
          />
          <AddFile
            code={code}
            files={files}
            onAdd={(file) => {
              setFiles({ ...files, [file]: '' })
              setPlace({ file, line: 0 })
            }}
          />
        </section>
        <div>
          <section className="card" aria-labelledby="lint">
            <h2 id="lint">{say('lint.title')}</h2>
            {lint.error && <Failed what={say('lint.title')} error={lint.error} retry={() => void lint.refetch()} />}
            {lint.isPending && <Loading what={say('lint.title')} />}
            {lint.data && <Findings report={lint.data} onGo={({ file, line }) => setPlace({ file, line })} />}
          </section>
          {code !== 'config' && lint.data && (
            <section className="card" aria-labelledby="pairs">
              <h2 id="pairs">{say('pairs.title')}</h2>
              <Pairs files={files} report={lint.data} />
            </section>
          )}
        </div>
      </div>
      <form
        className="card row"
        onSubmit={(event) => {
          event.preventDefault()
          if (mayBeSaved) save.mutate()
        }}
      >
        <label htmlFor="note">{say('version.note')}</label>
        <Input
          id="note"
          className="grow"
          maxLength={500}
          value={note}
          autoComplete="off"
          onChange={(event) => setNote(event.target.value)}
        />
        <Button
          type="primary"
          htmlType="submit"
          aria-keyshortcuts="Control+S"
          loading={save.isPending}
          disabled={!mayBeSaved}
        >
          {say('edit.save')} <kbd>Ctrl+S</kbd>
        </Button>
        <Button onClick={() => go(`/regions/${code}/v/${number}`)}>{say('do.cancel')}</Button>
        {!mayBeSaved && !save.isPending && <span className="hint">{say(isChanged ? 'edit.noNote' : 'edit.same')}</span>}
      </form>
      {save.error && <Failed what={say('edit.save')} error={save.error} />}
    </div>
  )
}

/** The open file in the editor; until that is loaded it can be read already. */
function Text({
  code,
  files,
  place: { file, line },
  report,
  onChange,
}: {
  readonly code: string
  readonly files: Files
  readonly place: { readonly file: string; readonly line: number }
  readonly report: Report | undefined
  readonly onChange: (text: string) => void
}) {
  const say = useSay()
  const text = files[file] ?? ''
  const known = useKnowledge(code, file, files)
  const marks = useMemo(() => (report ? marksOf(report, file) : []), [report, file])
  const phrases = useMemo(
    () => ({
      Completions: say('edit.completions'),
      'No diagnostics': say('lint.none'),
      Diagnostics: say('lint.title'),
    }),
    [say],
  )
  return (
    <Suspense fallback={<Source text={text} label={file} line={line} />}>
      <YamlEditor
        key={file}
        text={text}
        label={file}
        marks={marks}
        line={line}
        known={known}
        phrases={phrases}
        onChange={onChange}
      />
    </Suspense>
  )
}

function marksOf({ findings }: Report, file: string): Mark[] {
  return findings
    .map((finding) => ({ ...placeOf(finding), finding }))
    .filter((one) => one.file === file)
    .map(({ line, column, finding: { severity, message, fix, rule } }) => ({
      line,
      column,
      severity,
      message: `${rule}:${message}。${fix}。`,
    }))
}

/** What the gates say of the files as they are, a moment after the last key. */
function useLint(code: string, files: Files) {
  const [asked, setAsked] = useState({ files, round: 0 })
  useEffect(() => {
    if (asked.files === files) return
    const timer = setTimeout(() => setAsked(({ round }) => ({ files, round: round + 1 })), LINT_AFTER_MS)
    return () => clearTimeout(timer)
  }, [files, asked])
  return useQuery({
    queryKey: ['lint-draft', code, asked.round],
    queryFn: ({ signal }) =>
      read(definitions.lint.$post({ param: { subject: code }, json: { files: asked.files } }, { init: { signal } })),
    placeholderData: keepPreviousData,
    gcTime: 0,
  })
}

/** The browser asks before what was written goes with the page. */
function useLeaveWarning(isChanged: boolean): void {
  useEffect(() => {
    if (!isChanged) return
    const ask = (event: BeforeUnloadEvent) => event.preventDefault()
    addEventListener('beforeunload', ask)
    return () => removeEventListener('beforeunload', ask)
  }, [isChanged])
}

/** A file more: a matter's rules, or a golden pair. */
function AddFile({ code, files, onAdd }: { code: string; files: Files; onAdd: (path: string) => void }) {
  const say = useSay()
  const [name, setName] = useState('')
  const folder = code === 'config' ? 'config' : (Object.keys(files)[0] ?? '').split('/').slice(0, 2).join('/')
  const path = `${folder}/${name.trim()}`
  const fits = /^([\w-]+\/)?[\w.-]+\.(yaml|json)$/.test(name.trim()) && files[path] === undefined
  return (
    <details>
      <summary>{say('edit.addFile')}</summary>
      <div className="row">
        <label htmlFor="new-file">{say('edit.fileName')}</label>
        <Input
          id="new-file"
          className="short"
          value={name}
          autoComplete="off"
          onChange={(event) => setName(event.target.value)}
        />
        <Button
          disabled={!fits}
          onClick={() => {
            onAdd(path)
            setName('')
          }}
        >
          {say('edit.add')}
        </Button>
      </div>
    </details>
  )
}
