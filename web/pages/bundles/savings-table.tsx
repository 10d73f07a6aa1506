import type { Savings } from '../../../core/bundle/savings.ts'
import { useSay } from '../../words/language.tsx'
import type { Word } from '../../words/zh.ts'

const ROWS: readonly (readonly [keyof Savings, Word])[] = [
  ['questions', 'bundle.questions'],
  ['materials', 'bundle.material'],
  ['steps', 'bundle.steps'],
  ['days', 'bundle.days'],
  ['visits', 'bundle.visits'],
]

/** What is saved against doing one matter after the other, and how each figure is made. */
export function SavingsTable({ savings, formulas }: { savings: Savings; formulas?: ThemeFormulas | undefined }) {
  const say = useSay()
  return (
    <table className="list">
      <thead>
        <tr>
          <th scope="col">{say('bundle.item')}</th>
          <th scope="col">{say('bundle.separately')}</th>
          <th scope="col">{say('bundle.together')}</th>
          <th scope="col">{say('bundle.saved')}</th>
          {formulas && <th scope="col">{say('bundle.how')}</th>}
        </tr>
      </thead>
      <tbody>
        {ROWS.map(([key, word]) => (
          <tr key={key}>
            <th scope="row">{say(word)}</th>
            <td data-label={say('bundle.separately')}>{savings[key].separately}</td>
            <td data-label={say('bundle.together')}>{savings[key].together}</td>
            <td data-label={say('bundle.saved')}>{savings[key].percent}%</td>
            {formulas && (
              <td data-label={say('bundle.how')} className="hint" lang="zh-CN">
                {formulas[key]}
              </td>
            )}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

type ThemeFormulas = Readonly<Record<keyof Savings, string>>
