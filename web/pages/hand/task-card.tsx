import { useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { Labelled, Text } from '../../parts/entry.tsx'
import { sizeText } from '../../parts/size.ts'
import { minuteText } from '../../parts/time.ts'
import { Link } from '../../shell/address.tsx'
import { type AnswerOf, api, read } from '../../shell/ask.ts'
import { useMe } from '../../shell/session.tsx'
import { useSay } from '../../words/language.tsx'
import { Faults } from './faults.tsx'

export type Task = AnswerOf<typeof api.tasks.$get>['tasks'][number]

const CARRIERS = ['post', 'fax', 'medium', 'email', 'person'] as const
const KINDS = ['apply', 'supplement', 'withdraw'] as const

/** One dossier: what it is, what to print, and how it left the house. */
export function TaskCard({ task }: { task: Task }) {
  const say = useSay()
  const may = useMe().data?.permissions ?? []
  const kind = KINDS.find((one) => one === task.kind) ?? 'apply'
  return (
    <article className="card">
      <h3>
        <Link href={`/cases/${task.caseNo}`}>
          <span className="code">{task.caseNo}</span>
        </Link>{' '}
        {say(`hand.kind.${kind}`)}
      </h3>
      <p>
        <span lang="zh-CN">
          {task.regionName} · {task.matterName}
        </span>{' '}
        · {say('hand.size', { items: task.items, pages: task.pages })}
      </p>
      <p className="hint">
        {say('hand.package', { name: task.package })} · {say('hand.since', { time: minuteText(task.openedAt) })}
        {task.sheetCheck !== '' && ` · ${say('hand.sheet', { lines: task.lines, check: task.sheetCheck })}`}
      </p>
      {may.includes('task.work') && <Work task={task} />}
    </article>
  )
}

function Work({ task }: { task: Task }) {
  const say = useSay()
  const client = useQueryClient()
  const [carrier, setCarrier] = useState<(typeof CARRIERS)[number]>('post')
  const [waybill, setWaybill] = useState('')
  const [note, setNote] = useState('')
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const end = async (outcome: 'sent' | 'impossible') => {
    setBusy(true)
    setError(null)
    try {
      const report = outcome === 'sent' ? { outcome, carrier, waybill, note } : { outcome, note }
      await read(api.tasks[':id'].end.$post({ param: { id: task.id }, json: report }))
      await client.invalidateQueries({ queryKey: ['hand'] })
    } catch (refused) {
      setError(refused)
    } finally {
      setBusy(false)
    }
  }
  return (
    <>
      <div className="row">
        <a className="ant-btn" href={`/api/tasks/${task.id}/dossier`} target="_blank" rel="noreferrer">
          {say('hand.print')}
        </a>
        <a className="ant-btn" href={`/api/tasks/${task.id}/dossier?format=pdf`} download>
          {say('print.pdf')}
        </a>
        <a className="ant-btn" href={`/api/tasks/${task.id}/package`} download>
          {say('hand.download', { size: sizeText(task.bundleBytes) })}
        </a>
      </div>
      <div className="field-grid">
        <Labelled label={say('hand.carrier')}>
          {(id) => (
            <select
              id={id}
              value={carrier}
              onChange={(event) => setCarrier(CARRIERS.find((one) => one === event.target.value) ?? 'post')}
            >
              {CARRIERS.map((one) => (
                <option key={one} value={one}>
                  {say(`hand.carrier.${one}`)}
                </option>
              ))}
            </select>
          )}
        </Labelled>
        <Text label={say('hand.waybill')} value={waybill} onChange={setWaybill} />
        <Text label={say('hand.note')} value={note} onChange={setNote} />
      </div>
      <Faults error={error} />
      <div className="row">
        <Button type="primary" loading={busy} onClick={() => void end('sent')}>
          {say('hand.sent')}
        </Button>
        <Button danger loading={busy} onClick={() => void end('impossible')}>
          {say('hand.impossible')}
        </Button>
      </div>
    </>
  )
}
