import { useQuery } from '@tanstack/react-query'
import { Button, Input } from 'antd'
import { type FormEvent, useState } from 'react'
import { api, read } from '../../shell/ask.ts'
import { useSay } from '../../words/language.tsx'

export type Given = Parameters<(typeof api)['region-drafts']['propose']['$post']>[0]['json']
type GivenSample = Given['samples'][number]

const PLACES = [1, 2, 3] as const

/** Where messages are pasted or chosen as files; files are sent byte for byte, so that their charset is seen. */
export function SampleForm({ busy, onPropose }: { readonly busy: boolean; onPropose(given: Given): void }) {
  const say = useSay()
  const [matter, setMatter] = useState('M07')
  const [texts, setTexts] = useState<readonly string[]>(PLACES.map(() => ''))
  const [files, setFiles] = useState<readonly GivenSample[]>([])
  const matters = useQuery({ queryKey: ['matters'], queryFn: () => read(api.matters.$get()) })
  const pasted = texts.flatMap((text, index): GivenSample[] =>
    text.trim() === '' ? [] : [{ name: say('evidence.sample', { n: String(index + 1) }), text }],
  )
  const samples = [...pasted, ...files]
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (samples.length > 0) onPropose({ matter, samples })
  }
  return (
    <form className="card" onSubmit={submit}>
      <h2>{say('evidence.samples')}</h2>
      <p className="hint">{say('evidence.samplesHint')}</p>
      <div className="row">
        <label htmlFor="matter">{say('evidence.matter')}</label>
        <select id="matter" value={matter} onChange={(event) => setMatter(event.target.value)}>
          {matters.data?.matters.map(({ id, name }) => (
            <option key={id} value={id}>
              {id} {name}
            </option>
          ))}
        </select>
      </div>
      <div className="field-grid">
        {PLACES.map((place, index) => (
          <div className="field" key={place}>
            <label htmlFor={`sample-${place}`}>{say('evidence.sample', { n: String(place) })}</label>
            <Input.TextArea
              id={`sample-${place}`}
              rows={6}
              spellCheck={false}
              autoComplete="off"
              value={texts[index] ?? ''}
              onChange={(event) => setTexts(texts.map((text, at) => (at === index ? event.target.value : text)))}
            />
          </div>
        ))}
      </div>
      <div className="row">
        <label htmlFor="sample-files">{say('evidence.files')}</label>
        <input
          id="sample-files"
          type="file"
          multiple
          onChange={async (event) =>
            setFiles(await Promise.all([...(event.target.files ?? [])].slice(0, 3).map(asSample)))
          }
        />
        {files.length > 0 && (
          <span className="hint">{say('evidence.fileKept', { names: files.map(({ name }) => name).join('、') })}</span>
        )}
      </div>
      <Button type="primary" htmlType="submit" loading={busy} disabled={samples.length === 0}>
        {say('evidence.propose')}
      </Button>
    </form>
  )
}

async function asSample(file: File): Promise<GivenSample> {
  const bytes = new Uint8Array(await file.arrayBuffer())
  let binary = ''
  for (let at = 0; at < bytes.length; at += 0x8000) binary += String.fromCharCode(...bytes.subarray(at, at + 0x8000))
  return { name: file.name.slice(0, 100), base64: btoa(binary) }
}
