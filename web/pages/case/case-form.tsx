import { Button } from 'antd'
import { type ReactNode, useState } from 'react'
import { masked } from '../../parts/masked.ts'
import { type ServedField, useMatter } from '../../parts/matter.ts'
import { Failed, Loading } from '../../parts/states.tsx'
import { valueAt } from '../../parts/values.ts'
import { type Say, useSay } from '../../words/language.tsx'
import type { CaseAnswer } from './case-page.tsx'

/** What was filled in, by the matter's labels; personal data is masked until somebody wants to see it. */
export function CaseForm({ found }: { found: CaseAnswer }) {
  const say = useSay()
  const matter = useMatter(found.matter, found.region)
  const [open, setOpen] = useState(false)
  const fields = matter.data?.fields.filter(({ path }) => !path.includes('[]')) ?? []
  const asks = (matter.data?.region?.asks ?? []).filter(({ path }) => path.startsWith('extra.') && !path.includes('[]'))
  const own = asks.map(({ path, label, options }) => ({
    path,
    label,
    type: 'text' as const,
    options: Object.entries(options ?? {}).map(([code, text]) => ({ code, label: text })),
  }))
  const rows = [...fields, ...own].flatMap((field) => {
    const value = valueAt(found.form, field.path)
    return value === undefined || value === '' || value === null ? [] : [{ field, value }]
  })
  return (
    <section className="card" aria-labelledby="form">
      <div className="card-head">
        <h2 id="form">{say('case.form')}</h2>
        <Button size="small" aria-pressed={open} onClick={() => setOpen(!open)}>
          {say(open ? 'do.hide' : 'do.show')}
        </Button>
      </div>
      {!open && <p className="hint">{say('case.personal')}</p>}
      {matter.error && <Failed what={say('case.form')} error={matter.error} />}
      {matter.isPending && <Loading what={say('case.form')} />}
      {matter.data && rows.length === 0 && <p>{say('case.noForm')}</p>}
      <dl className="facts form-facts" lang="zh-CN">
        {rows.map(({ field, value }) => (
          <div key={field.path}>
            <dt>{field.label}</dt>
            <dd>{shownAs(field, value, open, say)}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}

function shownAs(field: ServedField, value: unknown, open: boolean, say: Say): ReactNode {
  if (Array.isArray(value)) return `${value.length}`
  const text = textOf(field, value, say)
  return field.sensitive && !open ? masked(text) : text
}

function textOf(field: ServedField, value: unknown, say: Say): string {
  if (typeof value === 'boolean') return say(value ? 'field.yes' : 'field.no')
  if (typeof value === 'object' && value !== null) {
    const { division = '', detail = '', full = '' } = value as Record<string, string>
    return full || `${division} ${detail}`.trim()
  }
  const code = String(value)
  return field.options?.find((option) => option.code === code)?.label ?? code
}
