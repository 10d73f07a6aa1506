import type { LossEntry } from '../../core/mapping/loss.ts'
import { useSay } from '../words/language.tsx'

const KINDS = ['carried', 'translated', 'defaulted', 'truncated', 'dropped', 'asked'] as const

/** How many of each kind. */
export function lossCounts(entries: readonly LossEntry[]): Record<(typeof KINDS)[number], number> {
  const of = (wanted: string) => entries.filter(({ kind }) => kind === wanted).length
  return Object.fromEntries(KINDS.map((kind) => [kind, of(kind)])) as ReturnType<typeof lossCounts>
}

/** A loss report line by line, folded. */
export function LossTable({ entries }: { entries: readonly LossEntry[] }) {
  const say = useSay()
  const columns = ['loss.field', 'loss.to', 'loss.kind', 'loss.note'] as const
  return (
    <details>
      <summary>
        {say('case.loss')} · {entries.length}
      </summary>
      <div className="scroll">
        <table className="list">
          <thead>
            <tr>
              {columns.map((word) => (
                <th key={word} scope="col">
                  {say(word)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {entries.map((entry) => (
              <tr key={`${entry.path} ${entry.to} ${entry.kind}`}>
                <td data-label={say('loss.field')} className="code">
                  {entry.path || '—'}
                </td>
                <td data-label={say('loss.to')} className="code">
                  {entry.to || '—'}
                </td>
                <td data-label={say('loss.kind')}>
                  {say(`loss.${entry.kind}`)} {entry.class}
                </td>
                <td data-label={say('loss.note')} lang="zh-CN">
                  {entry.note ?? ''}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  )
}
