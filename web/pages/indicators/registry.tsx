import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { Note } from '../../parts/note.tsx'
import { Failed, Loading, Reason } from '../../parts/states.tsx'
import { type AnswerOf, api, Refused, read } from '../../shell/ask.ts'
import { useSay } from '../../words/language.tsx'
import { FillValue } from './fill-value.tsx'

type Checked = AnswerOf<typeof api.indicators.registry.$post>

/** The district's own registry of indicators: what each is made by, and importing another. */
export function Registry({ mayImport, mayFill }: { mayImport: boolean; mayFill: boolean }) {
  const say = useSay()
  const { data, error, refetch } = useQuery({
    queryKey: ['indicator-registry'],
    queryFn: () => read(api.indicators.registry.$get({ query: {} })),
  })
  return (
    <section className="card" aria-labelledby="registry">
      <div className="card-head">
        <h2 id="registry">{say('registry.title')}</h2>
        <a href="/api/indicators/registry/figures/csv" download>
          {say('registry.figures')}
        </a>
        <a href="/api/indicators/registry/csv" download>
          {say('registry.template')}
        </a>
      </div>
      {error && <Failed what={say('registry.title')} error={error} retry={() => void refetch()} />}
      {!data && !error && <Loading what={say('registry.title')} />}
      {mayImport && <Import />}
      {data?.rows === 0 && <p>{say('registry.empty')}</p>}
      {data && data.rows > 0 && (
        <details>
          <summary>{say('registry.counts', { rows: data.rows, computed: data.computed, manual: data.manual })}</summary>
          <div className="scroll">
            <table className="list">
              <thead>
                <tr>
                  {(['code', 'name', 'section', 'source'] as const).map((head) => (
                    <th key={head} scope="col">
                      {say(`registry.${head}`)}
                    </th>
                  ))}
                  <th scope="col">{say('indicators.value')}</th>
                </tr>
              </thead>
              <tbody lang="zh-CN">
                {data.registry.map(({ code, name, section, indicator, value, unit, filled }) => (
                  <tr key={code}>
                    <th scope="row">{code}</th>
                    <td data-label={say('registry.name')}>{name}</td>
                    <td data-label={say('registry.section')}>{section}</td>
                    <td data-label={say('registry.source')}>
                      {indicator === null ? say('registry.manual') : say('registry.computed')}{' '}
                      {mayFill && indicator === null && <FillValue code={code} name={name} unit={unit} />}
                    </td>
                    <td data-label={say('indicators.value')} className="number">
                      {value === null ? '—' : `${value} ${unit}`}
                      {filled && <div className="hint">{`${filled.period} ${filled.source}`}</div>}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </details>
      )}
    </section>
  )
}

/** A file is checked as soon as it is chosen; it is imported when somebody says so. */
function Import() {
  const say = useSay()
  const client = useQueryClient()
  const [csv, setCsv] = useState<string | null>(null)
  const [checked, setChecked] = useState<Checked | null>(null)
  const [error, setError] = useState<unknown>(null)
  const send = async (text: string, check: boolean) => {
    setChecked(null)
    setError(null)
    try {
      setChecked(await read(api.indicators.registry.$post({ json: { csv: text, check } })))
      if (!check) await client.invalidateQueries({ queryKey: ['indicator-registry'] })
    } catch (failed) {
      setError(failed)
    }
  }
  const choose = async (file: File | undefined) => {
    const text = file ? decoded(await file.arrayBuffer()) : null
    setCsv(text)
    if (text !== null) await send(text, true)
    else if (file) setError(say('registry.unreadable'))
  }
  const ready = checked !== null && !checked.imported && csv !== null
  return (
    <div>
      <label className="row">
        {say('registry.check')}
        <input type="file" accept=".csv,text/csv" onChange={(event) => void choose(event.target.files?.[0])} />
      </label>
      {checked && (
        <Note tone="good" live>
          {checked.imported
            ? say('registry.done', { rows: checked.rows })
            : say('registry.good', { rows: checked.rows, computed: checked.computed, manual: checked.manual })}
        </Note>
      )}
      {ready && (
        <Button type="primary" onClick={() => void send(csv, false)}>
          {say('registry.import')}
        </Button>
      )}
      {error !== null && (
        <Note tone="bad" live>
          {typeof error === 'string' ? error : <Faults error={error} />}
        </Note>
      )}
    </div>
  )
}

function Faults({ error }: { error: unknown }) {
  const faults = error instanceof Refused ? (error.problem?.errors ?? []) : []
  return (
    <>
      <Reason error={error} />
      <ul lang="zh-CN">
        {faults.map(({ pointer, message, fix }) => (
          <li key={`${pointer} ${message}`}>
            {message}
            {fix ? `;${fix}` : ''}
          </li>
        ))}
      </ul>
    </>
  )
}

/** Spreadsheets write either charset; null where it is neither. */
function decoded(bytes: ArrayBuffer): string | null {
  for (const charset of ['utf-8', 'gb18030'])
    try {
      return new TextDecoder(charset, { fatal: true }).decode(bytes)
    } catch {
      // the next one
    }
  return null
}
