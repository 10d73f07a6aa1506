import { useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { FormField } from '../../parts/fields/field.tsx'
import { FormContext, type FormState, useForm } from '../../parts/fields/form-context.tsx'
import type { MaterialInput } from '../../parts/materials/material-row.tsx'
import { Note } from '../../parts/note.tsx'
import { FailedPage, Loading, Reason } from '../../parts/states.tsx'
import { nowText, today } from '../../parts/time.ts'
import type { Uploaded } from '../../parts/upload.ts'
import { isNothing, type Values, withValue } from '../../parts/values.ts'
import { go } from '../../shell/address.tsx'
import { type AnswerOf, api, read } from '../../shell/ask.ts'
import type { PageProps } from '../../shell/pages.ts'
import { useSay } from '../../words/language.tsx'
import { FormGroups } from '../intake/form-groups.tsx'
import { goToField } from '../intake/go-to-field.ts'
import { Verification } from '../intake/verification.tsx'
import { askedBy, asMatter, firstQuestions, handledChildren, type ThemeView, useTheme } from './theme.ts'
import { ThemeMaterials } from './theme-materials.tsx'
import { useRegionWants } from './use-regions.ts'

type Faults = AnswerOf<typeof api.bundles.check.$post>['faults']

/** A theme taken in: its questions once, its materials once, one check of all matters, one collection. */
export default function ThemePage({ params }: PageProps) {
  const say = useSay()
  const { data, error, refetch } = useTheme(params['theme'] ?? '')
  if (error) return <FailedPage what={say('bundle.title')} error={error} retry={() => void refetch()} />
  if (!data) return <Loading what={say('bundle.title')} />
  return <Intake key={data.id} theme={data} />
}

function Intake({ theme }: { theme: ThemeView }) {
  const say = useSay()
  const client = useQueryClient()
  const [form, setForm] = useState<Values>({})
  const [materials, setMaterials] = useState<readonly MaterialInput[]>([])
  const [files, setFiles] = useState<Readonly<Record<string, Uploaded>>>({})
  const [agent, setAgent] = useState(false)
  const [faults, setFaults] = useState<Faults | null>(null)
  const [checkedOf, setCheckedOf] = useState<unknown>(null)
  const [busy, setBusy] = useState(false)
  const [refused, setRefused] = useState<unknown>(null)
  const heading = useRef<HTMLHeadingElement>(null)
  const key = useRef(crypto.randomUUID())
  const content = useMemo(() => ({ theme: theme.id, form, materials }), [theme.id, form, materials])
  const json = content as never
  const handled = useMemo(() => handledChildren(theme, form), [theme, form])
  const wants = useRegionWants(theme, handled, form)
  const state = useFormState(theme, form, faults, handled, setForm)
  const ready = faults?.length === 0 && checkedOf === content
  const faultAt = useMemo(() => new Map((faults ?? []).map(({ path, message }) => [path, message])), [faults])
  const work = async (what: () => Promise<void>) => {
    if (busy) return
    setBusy(true)
    setRefused(null)
    try {
      await what()
    } catch (error) {
      setRefused(error)
    }
    setBusy(false)
  }
  const check = () =>
    work(async () => {
      const answer = await read(api.bundles.check.$post({ json }))
      setFaults(answer.faults)
      setCheckedOf(content)
      heading.current?.focus()
    })
  const collect = () =>
    work(async () => {
      const headers = { 'idempotency-key': key.current }
      const made = (await read(api.bundles.$post({ json }, { headers }))) as unknown as { readonly no: string }
      await client.invalidateQueries({ queryKey: ['bundles'] })
      go(`/bundles/${made.no}`, { replace: true })
    })
  useKey('F8', () => void check())
  useKey('F9', () => void (ready ? collect() : check()))
  const give = (slot: string, part: string, given: MaterialInput | null, file?: Uploaded) => {
    if (file) setFiles((before) => ({ ...before, [file.id]: file }))
    setMaterials((before) => {
      const others = before.filter((one) => one.slot !== slot || (one.part ?? '') !== part)
      return given ? [...others, given] : others
    })
  }
  return (
    <FormContext value={state}>
      <div className="intake">
        <h1 lang="zh-CN">{theme.name}</h1>
        <p lang="zh-CN">{theme.summary}</p>
        <p className="hint">{say('bundle.asksOnce', { n: theme.questions.length })}</p>
        <div className="columns">
          <div>
            <FirstQuestions theme={theme} />
            <FormGroups
              matter={asMatter(theme, wants.extras, wants.names)}
              agent={agent}
              onAgent={() => setAgent(true)}
            />
            <Verification />
            <ThemeMaterials
              theme={theme}
              handled={handled}
              materials={materials}
              files={files}
              faults={faultAt}
              pieces={wants.pieces}
              onGive={give}
            />
          </div>
          <div className="beside">
            <section className="card" aria-labelledby="order">
              <h2 id="order">{say('bundle.order')}</h2>
              <ol className="steps-list">
                {theme.children.map(({ key: child, name }) => (
                  <li key={child}>
                    <span lang="zh-CN">{name}</span>{' '}
                    {!handled.has(child) && <span className="hint">{say('bundle.child.left-out')}</span>}
                  </li>
                ))}
              </ol>
            </section>
            <section className="card" aria-labelledby="bundle-check">
              <h2 id="bundle-check" ref={heading} tabIndex={-1}>
                {say('bundle.preCheck')}
              </h2>
              <div aria-live="polite">
                {faults === null && <p>{say('bundle.notChecked')}</p>}
                {faults !== null && faults.length > 0 && <FaultList faults={faults} />}
                {ready && <Note tone="good">{say('bundle.ready')}</Note>}
              </div>
            </section>
          </div>
        </div>
        <footer className="bottom-bar">
          <span role="status">{faults && faults.length > 0 && say('bundle.missing', { n: faults.length })}</span>
          <span className="missing">
            {refused !== null && (
              <span className="fault" role="alert">
                <Reason error={refused} />
              </span>
            )}
          </span>
          <Button
            type="primary"
            data-primary="yes"
            aria-keyshortcuts={ready ? 'F9' : 'F8'}
            loading={busy}
            onClick={() => void (ready ? collect() : check())}
          >
            {ready ? `${say('bundle.collect')} F9` : `${say('bundle.preCheck')} F8`}
          </Button>
        </footer>
      </div>
    </FormContext>
  )
}

function FirstQuestions({ theme }: { theme: ThemeView }) {
  const say = useSay()
  const { isClosed } = useForm()
  const fields = firstQuestions(theme).filter(({ path }) => !isClosed(path))
  if (fields.length === 0) return null
  return (
    <section className="card" aria-labelledby="first-questions">
      <h2 id="first-questions">{say('bundle.first')}</h2>
      <div className="field-grid">
        {fields.map((field) => (
          <FormField key={field.path} field={field} />
        ))}
      </div>
    </section>
  )
}

function FaultList({ faults }: { faults: Faults }) {
  const say = useSay()
  return (
    <>
      <Note tone="bad">{say('bundle.faults', { n: faults.length })}</Note>
      <ol className="faults" lang="zh-CN">
        {faults.map(({ path, message }) => (
          <li key={`${path} ${message}`}>
            <button type="button" className="plain" onClick={() => goToField(path)}>
              {message}
            </button>
          </li>
        ))}
      </ol>
    </>
  )
}

/** What the fields read: what the handled children ask, and what the last check found. */
function useFormState(
  theme: ThemeView,
  form: Values,
  faults: Faults | null,
  handled: ReadonlySet<string>,
  setForm: (next: (before: Values) => Values) => void,
): FormState {
  const set = useCallback(
    (path: string, value: unknown) =>
      setForm((before) => {
        const next = withValue(before, path, value)
        // the time of a verification is when its result was entered
        return path === 'verify.result' ? withValue(next, 'verify.at', isNothing(value) ? '' : nowText()) : next
      }),
    [setForm],
  )
  return useMemo(() => {
    const asked = askedBy(theme, handled)
    const found = new Map((faults ?? []).map((fault) => [fault.path, fault]))
    const shapeOf = (path: string) => path.replaceAll(/\[\d+\]/g, '[]')
    return {
      form,
      derived: {},
      today: today(),
      isNeeded: (path) => asked.get(shapeOf(path)) === true || found.get(path)?.code === 'required',
      isClosed: (path) => !asked.has(shapeOf(path)) && !path.startsWith('extra.'),
      faultOf: (path) => found.get(path)?.message,
      set,
      leave: () => {},
    }
  }, [theme, form, faults, handled, set])
}

function useKey(name: string, act: () => void): void {
  const now = useRef(act)
  now.current = act
  useEffect(() => {
    const listen = (event: globalThis.KeyboardEvent) => {
      if (event.key !== name || event.isComposing) return
      event.preventDefault()
      now.current()
    }
    addEventListener('keydown', listen)
    return () => removeEventListener('keydown', listen)
  }, [name])
}
