import { useMutation } from '@tanstack/react-query'
import { Button, Input } from 'antd'
import { useState } from 'react'
import type { LossEntry } from '../../../core/mapping/loss.ts'
import { LossTable, lossCounts } from '../../parts/loss-table.tsx'
import { Note } from '../../parts/note.tsx'
import { Failed } from '../../parts/states.tsx'
import { api, read } from '../../shell/ask.ts'
import { useSay } from '../../words/language.tsx'
import { pairPaths } from './pairs.tsx'
import { decodeWire, encodeWire } from './wire-text.ts'

const definitions = api.definitions[':region']

type TryBody = Parameters<typeof definitions.try.$post>[0]['json']
type Kind = NonNullable<TryBody['kind']>
const BACK_KINDS = ['apply', 'supplement', 'progress'] as const

interface Sample {
  readonly name: string
  readonly kind: Kind
  readonly input: unknown
  readonly materials?: unknown
  readonly wire: unknown
}

/** Writes a form in the region's format, and reads a message of the region's, by this version; nothing is sent. */
export function DryRun({
  code,
  number,
  files,
}: {
  readonly code: string
  readonly number: number
  readonly files: Readonly<Record<string, string>>
}) {
  const say = useSay()
  const paths = pairPaths(files)
  const [path, setPath] = useState(paths[0] ?? '')
  const sample = sampleAt(files[path])
  const matter = /\/(M\d{2})-/.exec(path)?.[1] ?? 'M07'
  return (
    <>
      <div className="row">
        <label htmlFor="sample">{say('try.sample')}</label>
        <select id="sample" value={path} onChange={(event) => setPath(event.target.value)}>
          {paths.map((one) => (
            <option key={one} value={one} lang="zh-CN">
              {one.split('/').at(-1)?.replace('.json', '')} {sampleAt(files[one])?.name ?? ''}
            </option>
          ))}
        </select>
      </div>
      {paths.length === 0 && <p className="hint">{say('try.noSamples')}</p>}
      <div className="halves" key={path}>
        <Forward code={code} number={number} matter={matter} sample={sample} />
        <Backward code={code} number={number} matter={matter} sample={sample} />
      </div>
    </>
  )
}

function sampleAt(text: string | undefined): Sample | null {
  try {
    return text === undefined ? null : (JSON.parse(text) as Sample)
  } catch {
    return null
  }
}

interface Half {
  readonly code: string
  readonly number: number
  readonly matter: string
  readonly sample: Sample | null
}

function Forward({ code, number, matter, sample }: Half) {
  const say = useSay()
  const kind = sample?.kind ?? 'apply'
  const [text, setText] = useState(() => JSON.stringify(sample?.input ?? {}, null, 1))
  const [unreadable, setUnreadable] = useState(false)
  const run = useMutation({
    mutationFn: (input: TryBody['input']) => {
      const materials = (sample?.materials ?? []) as NonNullable<TryBody['materials']>
      return read(definitions.try.$post({ param: { region: code }, json: { matter, kind, input, materials, number } }))
    },
  })
  const start = () => {
    try {
      const input = JSON.parse(text) as TryBody['input']
      setUnreadable(false)
      run.mutate(input)
    } catch {
      setUnreadable(true)
    }
  }
  const loss = (run.data?.loss ?? []) as readonly LossEntry[]
  return (
    <div>
      <div className="field">
        <label htmlFor="try-input">{say('try.input')}</label>
        <Input.TextArea
          lang="zh-CN"
          id="try-input"
          className="code"
          rows={10}
          spellCheck={false}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
      </div>
      {unreadable && (
        <p className="fault" role="alert">
          {say('try.notJson')}
        </p>
      )}
      <Button loading={run.isPending} onClick={start}>
        {say('try.forward')}
      </Button>
      {run.error && <Failed what={say('try.forward')} error={run.error} />}
      {run.data && (
        <section aria-label={say('try.written')}>
          <Faults faults={run.data.faults} />
          <p>
            {say('loss.summary', lossCounts(loss))}{' '}
            {run.data.alarming.length > 0 ? say('loss.alarming', { n: run.data.alarming.length }) : say('loss.none')}
          </p>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard */}
          <pre tabIndex={0} lang="zh-CN">
            {decodeWire(run.data.payload)}
          </pre>
          <LossTable entries={loss} />
        </section>
      )}
    </div>
  )
}

function Backward({ code, number, matter, sample }: Half) {
  const say = useSay()
  const wire = sample?.wire ?? ''
  const [text, setText] = useState(() => (typeof wire === 'string' ? wire : JSON.stringify(wire)))
  const kind = BACK_KINDS.find((one) => one === sample?.kind) ?? 'apply'
  const run = useMutation({
    mutationFn: () =>
      read(
        definitions.back.$post({
          param: { region: code },
          json: { matter, kind, payload: encodeWire(text), number },
        }),
      ),
  })
  const { faults = [], ...rest } = run.data ?? {}
  return (
    <div>
      <div className="field">
        <label htmlFor="try-wire">{say('try.wire')}</label>
        <Input.TextArea
          lang="zh-CN"
          id="try-wire"
          className="code"
          rows={10}
          spellCheck={false}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
      </div>
      <Button loading={run.isPending} onClick={() => run.mutate()}>
        {say('try.back')}
      </Button>
      {run.error && <Failed what={say('try.back')} error={run.error} />}
      {run.data && (
        <section aria-label={say('try.read')}>
          <Faults faults={faults} />
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard */}
          <pre tabIndex={0} lang="zh-CN">
            {JSON.stringify(rest, null, 1)}
          </pre>
        </section>
      )}
    </div>
  )
}

function Faults({ faults }: { readonly faults: readonly { readonly path: string; readonly message: string }[] }) {
  const say = useSay()
  if (faults.length === 0) return <Note tone="good">{say('try.noFaults')}</Note>
  return (
    <Note tone="bad">
      {say('try.faults', { n: faults.length })}
      <ul lang="zh-CN">
        {faults.map(({ path, message }) => (
          <li key={`${path} ${message}`}>
            <span className="code">{path}</span> {message}
          </li>
        ))}
      </ul>
    </Note>
  )
}
