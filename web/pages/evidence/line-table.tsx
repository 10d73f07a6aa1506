import { Button } from 'antd'
import { useState } from 'react'
import { Note } from '../../parts/note.tsx'
import type { AnswerOf, api } from '../../shell/ask.ts'
import { useSay } from '../../words/language.tsx'

export type Proposal = AnswerOf<(typeof api)['region-drafts']['propose']['$post']>
type Line = Proposal['lines'][number]
/** Our path by theirs, as a person chose it; null where a field is not used. */
export type Choices = Readonly<Record<string, string | null>>

const LEVELS = ['high', 'middle', 'low'] as const
type Level = (typeof LEVELS)[number]
const SIGNS: Readonly<Record<Level, string>> = { high: '✓', middle: '?', low: '!' }

/** What was found, and every line with its evidence; each can be changed in place. */
export function LineTable({
  proposal,
  choices,
  onChoose,
}: {
  readonly proposal: Proposal
  readonly choices: Choices
  onChoose(next: Choices): void
}) {
  const say = useSay()
  const [shown, setShown] = useState<Level | 'all'>('all')
  const count = (wanted: Level) => proposal.lines.filter(({ confidence }) => confidence === wanted).length
  const lines = proposal.lines.filter(({ confidence }) => shown === 'all' || confidence === shown)
  const tables = new Set(proposal.lines.flatMap(({ table }) => (table ? [table.table] : []))).size
  const counts = Object.fromEntries(LEVELS.map((level) => [level, String(count(level))]))
  return (
    <>
      <section className="card">
        <h2>{say('evidence.found')}</h2>
        <dl className="facts">
          {[
            ['writing', proposal.format.toUpperCase()] as const,
            ['charset', proposal.charset.toUpperCase()] as const,
            ['protocol', proposal.protocol] as const,
            ['tables', String(tables)] as const,
          ].map(([name, value]) => (
            <div key={name}>
              <dt>{say(`evidence.${name}`)}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
        {proposal.personal > 0 && <Note tone="info">{say('evidence.personal', { n: String(proposal.personal) })}</Note>}
      </section>
      <section className="card">
        <h2>{say('evidence.lines', { all: String(proposal.lines.length), ...counts })}</h2>
        <p className="hint">{say('evidence.linesHint')}</p>
        <div className="row">
          <label htmlFor="shown">{say('evidence.show')}</label>
          <select id="shown" value={shown} onChange={(event) => setShown(event.target.value as Level | 'all')}>
            {(['all', ...LEVELS] as const).map((level) => (
              <option key={level} value={level}>
                {say(`evidence.${level}`)}
              </option>
            ))}
          </select>
        </div>
        <div className="scroll">
          <table className="list evidence-lines">
            <thead>
              <tr>
                {(['confidence', 'theirs', 'ours', 'reason'] as const).map((name) => (
                  <th scope="col" key={name}>
                    {say(`evidence.${name}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {lines.map((line) => (
                <LineRow
                  key={line.field}
                  line={line}
                  targets={proposal.targets}
                  choice={choices[line.field]}
                  onChoose={(path) => onChoose({ [line.field]: path })}
                />
              ))}
            </tbody>
          </table>
        </div>
      </section>
    </>
  )
}

function LineRow({
  line,
  targets,
  choice,
  onChoose,
}: {
  readonly line: Line
  readonly targets: Proposal['targets']
  readonly choice: string | null | undefined
  onChoose(path: string | null): void
}) {
  const say = useSay()
  const [open, setOpen] = useState(false)
  const path = choice === undefined ? line.path : choice
  const label = targets.find((target) => target.path === path)?.label
  const near = new Set(line.alternatives.map((one) => one.path))
  return (
    <tr>
      <td data-label={say('evidence.confidence')} className={`evidence-${line.confidence}`}>
        <span aria-hidden="true">{SIGNS[line.confidence]} </span>
        {say(`evidence.${line.confidence}`)}
      </td>
      <th scope="row" className="code" data-label={say('evidence.theirs')}>
        {line.field}
      </th>
      <td data-label={say('evidence.ours')}>
        {open ? (
          <select
            aria-label={say('evidence.mendLine', { field: line.field })}
            value={path ?? ''}
            // biome-ignore lint/a11y/noAutofocus: it takes the place of the button that was pressed
            autoFocus
            onBlur={() => setOpen(false)}
            onChange={(event) => {
              onChoose(event.target.value === '' ? null : event.target.value)
              setOpen(false)
            }}
          >
            <option value="">{say('evidence.unused')}</option>
            {[...targets]
              .sort((a, b) => Number(near.has(b.path)) - Number(near.has(a.path)))
              .map((target) => (
                <option key={target.path} value={target.path}>
                  {target.label} {target.path}
                </option>
              ))}
          </select>
        ) : (
          <>
            {path !== null && label !== undefined ? (
              <>
                {label} <span className="code">{path}</span>
              </>
            ) : (
              <span className="hint">{unmeant(line, choice, say)}</span>
            )}{' '}
            {!line.material && (
              <Button
                size="small"
                aria-label={say('evidence.mendLine', { field: line.field })}
                onClick={() => setOpen(true)}
              >
                {say('evidence.mend')}
              </Button>
            )}
          </>
        )}
      </td>
      <td data-label={say('evidence.reason')} lang="zh-CN">
        {choice === undefined ? line.reasons.join(';') : say('evidence.mended')}
      </td>
    </tr>
  )
}

function unmeant(line: Line, choice: string | null | undefined, say: ReturnType<typeof useSay>): string {
  if (choice === null) return say('evidence.unused')
  if (line.material) return say('evidence.material')
  return line.constant === undefined ? say('evidence.unknown') : say('evidence.constant', { value: line.constant })
}
