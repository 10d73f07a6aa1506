import { useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { FileField, Labelled, Text } from '../../parts/entry.tsx'
import { Note } from '../../parts/note.tsx'
import { today } from '../../parts/time.ts'
import type { Uploaded } from '../../parts/upload.ts'
import { type AnswerOf, api, read } from '../../shell/ask.ts'
import { useSay } from '../../words/language.tsx'
import { Faults } from './faults.tsx'

const slipsOf = api.cases[':no'].slips
type Form = NonNullable<AnswerOf<typeof slipsOf.$get>['form']>
type Texts = Readonly<Record<string, string>>

const WAYS = ['telephone', 'fax', 'letter'] as const
const SCANS = '.pdf,.jpg,.png,.ofd'
const EMPTY = { partnerNo: '', status: '', time: '', toldBy: '', check: '' }
const NO_FILES: Readonly<Record<'scan' | 'document' | 'licence', Uploaded | null>> = {
  scan: null,
  document: null,
  licence: null,
}

const filled = (texts: Texts): Record<string, string> =>
  Object.fromEntries(Object.entries(texts).filter(([, text]) => text !== ''))

/** A slip as the region says it; what its status needs appears once it is chosen. */
export function SlipEntry({ no, form }: { no: string; form: Form }) {
  const say = useSay()
  const client = useQueryClient()
  const [way, setWay] = useState<(typeof WAYS)[number]>('telephone')
  const [day, setDay] = useState(today)
  const [said, setSaid] = useState(EMPTY)
  const [fields, setFields] = useState<Texts>({})
  const [defects, setDefects] = useState<readonly Texts[]>([])
  const [licence, setLicence] = useState<Texts>({})
  const [files, setFiles] = useState(NO_FILES)
  const [busy, setBusy] = useState(false)
  const [kept, setKept] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const status = form.statuses.find(({ word }) => word === said.status)
  const put = (part: Partial<typeof said>) => setSaid({ ...said, ...part })
  const isPaper = way !== 'telephone'
  const keep = async () => {
    setBusy(true)
    setKept(false)
    setError(null)
    try {
      const wantsLicence = status?.licence && isPaper && Object.keys(filled(licence)).length > 0
      const json = {
        ...said,
        way,
        day,
        fields: filled(fields),
        defects: status?.defects ? defects.map(filled) : [],
        ...(wantsLicence ? { licence: filled(licence) } : {}),
        ...(files.scan ? { scanId: files.scan.id } : {}),
        ...(files.document ? { documentId: files.document.id } : {}),
        ...(files.licence ? { licenceFileId: files.licence.id } : {}),
      }
      await read(slipsOf.$post({ param: { no }, json }))
      setKept(true)
      setSaid(EMPTY)
      setFields({})
      setDefects([])
      setLicence({})
      setFiles(NO_FILES)
      await client.invalidateQueries({ queryKey: ['hand'] })
    } catch (refused) {
      setError(refused)
    } finally {
      setBusy(false)
    }
  }
  const column = (name: string, label: string) => (
    <Text
      key={name}
      label={label}
      hint={form.fields[name] ?? ''}
      value={fields[name] ?? ''}
      onChange={(text) => setFields({ ...fields, [name]: text })}
    />
  )
  return (
    <section className="card" aria-label={say('hand.copy')}>
      <p>{say('hand.lead')}</p>
      <div role="status">{kept && <Note tone="good">{say('hand.kept')}</Note>}</div>
      <div className="field-grid">
        <Labelled label={say('hand.way')}>
          {(id) => (
            <select
              id={id}
              value={way}
              onChange={(event) => setWay(WAYS.find((one) => one === event.target.value) ?? 'telephone')}
            >
              {WAYS.map((one) => (
                <option key={one} value={one}>
                  {say(`hand.way.${one}`)}
                </option>
              ))}
            </select>
          )}
        </Labelled>
        <Text label={say('hand.partnerNo')} value={said.partnerNo} onChange={(partnerNo) => put({ partnerNo })} />
        <Labelled label={say('hand.status')}>
          {(id) => (
            <select id={id} lang="zh-CN" value={said.status} onChange={(event) => put({ status: event.target.value })}>
              <option value="" />
              {form.statuses.map(({ word, byTelephone }) => (
                <option key={word} value={word}>
                  {byTelephone ? word : say('hand.byPaper', { word })}
                </option>
              ))}
            </select>
          )}
        </Labelled>
        <Labelled label={say('hand.day')}>
          {(id) => <input id={id} type="date" value={day} onChange={(event) => setDay(event.target.value)} />}
        </Labelled>
        <Labelled label={say('hand.time')}>
          {(id) => (
            <input id={id} type="time" value={said.time} onChange={(event) => put({ time: event.target.value })} />
          )}
        </Labelled>
        <Text label={say('hand.toldBy')} value={said.toldBy} onChange={(toldBy) => put({ toldBy })} />
        <Text label={say('hand.check')} value={said.check} onChange={(check) => put({ check })} />
        {status?.needs.map((name) => column(name, say('hand.needed', { name })))}
      </div>
      {status && (
        <details>
          <summary>{say('hand.others')}</summary>
          <div className="field-grid">
            {Object.keys(form.fields)
              .filter((name) => !status.needs.includes(name))
              .map((name) => column(name, name))}
          </div>
        </details>
      )}
      {status?.defects && <Defects columns={form.defectColumns} lines={defects} onChange={setDefects} />}
      {isPaper && (
        <FileField
          label={say('hand.scan')}
          accept={SCANS}
          file={files.scan}
          onFile={(scan) => setFiles({ ...files, scan })}
        />
      )}
      {isPaper && status && status.paper !== '' && (
        <FileField
          label={status.paper}
          accept={SCANS}
          file={files.document}
          onFile={(document) => setFiles({ ...files, document })}
        />
      )}
      {isPaper && status?.licence && (
        <details>
          <summary>{say('hand.licence')}</summary>
          <div className="field-grid">
            {form.licenceColumns.map((name) => (
              <Text
                key={name}
                label={name}
                value={licence[name] ?? ''}
                onChange={(text) => setLicence({ ...licence, [name]: text })}
              />
            ))}
          </div>
          <FileField
            label={say('hand.licenceFile')}
            accept={SCANS}
            file={files.licence}
            onFile={(file) => setFiles({ ...files, licence: file })}
          />
        </details>
      )}
      <Faults error={error} />
      <Button type="primary" loading={busy} onClick={() => void keep()}>
        {say('hand.keep')}
      </Button>
    </section>
  )
}

interface DefectsProps {
  readonly columns: readonly string[]
  readonly lines: readonly Texts[]
  onChange(lines: readonly Texts[]): void
}

/** What the region wants mended, line by line. */
function Defects({ columns, lines, onChange }: DefectsProps) {
  const say = useSay()
  return (
    <fieldset className="element">
      <legend>{say('hand.defects')}</legend>
      {lines.map((line, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a line is known by its place alone
        <fieldset key={index} className="element">
          <legend>{say('hand.defect', { n: index + 1 })}</legend>
          <div className="field-grid">
            {columns.map((name) => (
              <Text
                key={name}
                label={name}
                value={line[name] ?? ''}
                onChange={(text) => onChange(lines.map((one, at) => (at === index ? { ...one, [name]: text } : one)))}
              />
            ))}
          </div>
          <Button size="small" onClick={() => onChange(lines.filter((_, at) => at !== index))}>
            {say('field.remove', { n: index + 1 })}
          </Button>
        </fieldset>
      ))}
      <Button onClick={() => onChange([...lines, {}])}>{say('hand.addDefect')}</Button>
    </fieldset>
  )
}
