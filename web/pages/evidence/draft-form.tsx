import { Button, Input } from 'antd'
import { type FormEvent, useState } from 'react'
import type { api } from '../../shell/ask.ts'
import { useSay } from '../../words/language.tsx'

export type NewRegion = Parameters<(typeof api)['region-drafts']['$post']>[0]['json']['region']

const KEYS = ['code', 'name', 'pinyin', 'baseUrl', 'agreement', 'from', 'until'] as const
const PATTERNS: Readonly<Partial<Record<(typeof KEYS)[number], string>>> = {
  code: '\\d{6}',
  pinyin: '[a-z][a-z0-9]+',
  baseUrl: 'https?://.+',
}

/** What the new region is called and where it is reached. */
export function DraftForm({ busy, onSave }: { readonly busy: boolean; onSave(region: NewRegion): void }) {
  const say = useSay()
  const [values, setValues] = useState<NewRegion>({
    code: '',
    name: '',
    pinyin: '',
    baseUrl: '',
    agreement: '',
    from: '',
    until: '',
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    onSave(values)
  }
  return (
    <form className="card" onSubmit={submit}>
      <h2>{say('evidence.region')}</h2>
      <div className="field-grid">
        {KEYS.map((key) => (
          <div className="field" key={key}>
            <label htmlFor={`region-${key}`}>{say(`evidence.${key}`)}</label>
            <Input
              id={`region-${key}`}
              required
              autoComplete="off"
              type={key === 'from' || key === 'until' ? 'date' : 'text'}
              {...(PATTERNS[key] ? { pattern: PATTERNS[key] } : {})}
              value={values[key]}
              onChange={(event) => setValues({ ...values, [key]: event.target.value })}
            />
          </div>
        ))}
      </div>
      <Button type="primary" htmlType="submit" loading={busy}>
        {say('evidence.save')}
      </Button>
    </form>
  )
}
