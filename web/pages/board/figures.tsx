import { useSay } from '../../words/language.tsx'
import type { Word } from '../../words/zh.ts'
import type { Board } from './use-board.ts'

/** Words and numbers of a panel. */
export type FigureRow = readonly [word: Word, value: number]

const DAY = ['submitted', 'received', 'delivered', 'correction', 'completed', 'refused'] as const
const OPEN = ['correction', 'attention', 'dead'] as const
const LIMITS = ['overdue', 'red', 'yellow'] as const

/** What happened today, each case once. */
export const dayRows = ({ today }: Board): FigureRow[] => DAY.map((one) => [`board.${one}`, today[one]])
/** What waits for somebody. */
export const openRows = ({ open }: Board): FigureRow[] => OPEN.map((one) => [`board.open.${one}`, open[one]])
/** Cases past their limit, or near it. */
export const limitRows = ({ breaches }: Board): FigureRow[] => LIMITS.map((one) => [`board.${one}`, breaches[one]])

/** Numbers with what they count; what ought to be none and is not stands out by its frame. */
export function Figures({ rows, wary = false }: { rows: readonly FigureRow[]; wary?: boolean }) {
  const say = useSay()
  return (
    <dl className="figures">
      {rows.map(([word, value]) => (
        <div key={String(word)} className={wary && value > 0 ? 'figure figure-wary' : 'figure'}>
          <dt>{say(word)}</dt>
          <dd className="number">
            {wary && value > 0 ? <span aria-hidden="true">! </span> : null}
            {value}
          </dd>
        </div>
      ))}
    </dl>
  )
}
