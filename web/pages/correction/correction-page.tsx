import { useQueryClient } from '@tanstack/react-query'
import { Button, Input } from 'antd'
import { useEffect, useMemo, useRef, useState } from 'react'
import type { CorrectionItem } from '../../../core/progress.ts'
import { FormField } from '../../parts/fields/field.tsx'
import { FormContext, type FormState } from '../../parts/fields/form-context.tsx'
import { type MaterialInput, MaterialRow } from '../../parts/materials/material-row.tsx'
import { slotsOf } from '../../parts/materials/slots.ts'
import { type ServedMatter, useMatter } from '../../parts/matter.ts'
import { useNames } from '../../parts/names.ts'
import { Note } from '../../parts/note.tsx'
import { Failed, Loading, Reason } from '../../parts/states.tsx'
import { today } from '../../parts/time.ts'
import type { Uploaded } from '../../parts/upload.ts'
import { type Values, withValue } from '../../parts/values.ts'
import { go, Link } from '../../shell/address.tsx'
import { api, Refused, read } from '../../shell/ask.ts'
import type { PageProps } from '../../shell/pages.ts'
import { useSay } from '../../words/language.tsx'
import { type CaseAnswer, useCase } from '../case/case-page.tsx'
import { inputsOf, sameMaterial, wanted } from './wanted.ts'

/** What a region wants mended: only that can be changed, the rest stays as it was sent. */
export default function CorrectionPage({ params }: PageProps) {
  const say = useSay()
  const no = params['no'] ?? ''
  const { data, error, refetch } = useCase(no)
  const matter = useMatter(data?.found.matter ?? '', data?.found.region ?? '')
  const failed = error ?? matter.error
  return (
    <>
      <h1>
        {say('correction.title')} <Link href={`/cases/${no}`}>{no}</Link>
      </h1>
      {failed && <Failed what={say('correction.title')} error={failed} retry={() => void refetch()} />}
      {!failed && (!data || !matter.data) && <Loading what={say('correction.title')} />}
      {data && matter.data && data.found.status !== 'CORRECTION' && <p>{say('correction.none')}</p>}
      {data && matter.data && data.found.status === 'CORRECTION' && <Mend found={data.found} matter={matter.data} />}
    </>
  )
}

function Mend({ found, matter }: { found: CaseAnswer; matter: ServedMatter }) {
  const say = useSay()
  const names = useNames()
  const client = useQueryClient()
  const asked = found.memo['correction'] as { dueOn?: string; items?: CorrectionItem[] } | undefined
  const items = asked?.items ?? []
  const flagged = wanted(items, matter)
  const [form, setForm] = useState<Values>(found.form as Values)
  const [materials, setMaterials] = useState<readonly MaterialInput[]>(() => inputsOf(found))
  const [files, setFiles] = useState<Readonly<Record<string, Uploaded>>>({})
  const [note, setNote] = useState('')
  const [error, setError] = useState<unknown>(null)
  const [busy, setBusy] = useState(false)
  const sending = useRef(false)
  const state = useMemo<FormState>(
    () => ({
      form,
      derived: {},
      today: today(),
      faultOf: () => undefined,
      isNeeded: () => true,
      isClosed: () => false,
      set: (path, value) => setForm((now) => withValue(now, path, value)),
      leave: () => {},
    }),
    [form],
  )
  const give = (slot: string, part: string, given: MaterialInput | null, file?: Uploaded) => {
    setMaterials((now) => [...now.filter((one) => !sameMaterial(one, slot, part)), ...(given ? [given] : [])])
    if (file) setFiles((now) => ({ ...now, [file.id]: file }))
  }
  const send = async () => {
    if (sending.current) return
    sending.current = true
    setBusy(true)
    setError(null)
    try {
      const json = { form: form as never, materials: [...materials], ...(note === '' ? {} : { note }) }
      await read(api.cases[':no'].supplement.$post({ param: { no: found.no }, json }))
      await client.invalidateQueries({ queryKey: ['case', found.no] })
      go(`/cases/${found.no}`, { replace: true })
    } catch (refused) {
      sending.current = false
      setError(refused)
      setBusy(false)
    }
  }
  const now = useRef(send)
  now.current = send
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (event.key !== 'F9') return
      event.preventDefault()
      void now.current()
    }
    addEventListener('keydown', listen)
    return () => removeEventListener('keydown', listen)
  }, [])
  const slots = slotsOf(matter, form).filter(({ slot, part }) => flagged.hasMaterial(slot, part))
  const fields = flagged.fields
  const faults = error instanceof Refused ? (error.problem?.errors ?? []) : []
  return (
    <FormContext value={state}>
      <div className="columns">
        <section className="card" aria-labelledby="asked">
          <h2 id="asked">{say('correction.asked', { region: names.region(found.region), n: items.length })}</h2>
          <p>{say('correction.due', { date: asked?.dueOn ?? '—' })}</p>
          <ol lang="zh-CN">
            {items.map(({ label, reason, requirement }) => (
              <li key={label + reason}>
                <strong>{label}</strong> {reason} {requirement}
              </li>
            ))}
          </ol>
          {flagged.unmatched.length > 0 && (
            <Note tone="warning">{say('correction.unmatched', { n: flagged.unmatched.length })}</Note>
          )}
        </section>
        <section className="card" aria-labelledby="mend">
          <h2 id="mend">{say('correction.mend')}</h2>
          <div className="field-grid">
            {fields.map((field) => (
              <FormField key={field.path} field={field} why={flagged.reasonOf(field.path)} />
            ))}
          </div>
          <ul className="materials">
            {slots.map((slot) => {
              const given = materials.find((one) => sameMaterial(one, slot.slot, slot.part))
              return (
                <MaterialRow
                  key={`${slot.slot} ${slot.part}`}
                  slot={slot}
                  given={given}
                  file={given?.fileId === undefined ? undefined : files[given.fileId]}
                  needed
                  fault={undefined}
                  onGive={(next, file) => give(slot.slot, slot.part, next, file)}
                />
              )
            })}
          </ul>
          <div className="field">
            <label htmlFor="correction-note">{say('correction.note')}</label>
            <Input id="correction-note" value={note} onChange={(event) => setNote(event.target.value)} />
          </div>
          {error !== null && (
            <Note tone="bad" live>
              <Reason error={error} />
              <ul lang="zh-CN">
                {faults.map(({ pointer, message, fix }) => (
                  <li key={pointer + message}>
                    {message} {fix}
                  </li>
                ))}
              </ul>
            </Note>
          )}
          <Button type="primary" aria-keyshortcuts="F9" loading={busy} onClick={() => void send()}>
            {say('correction.send')} F9
          </Button>
        </section>
      </div>
    </FormContext>
  )
}
