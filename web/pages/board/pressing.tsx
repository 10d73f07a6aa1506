import type { ReactNode } from 'react'
import { useSay } from '../../words/language.tsx'
import { spanText } from './spans.ts'
import type { Board } from './use-board.ts'

type Case = Board['breaches']['pressing'][number]

const SIGNS: Readonly<Record<Case['colour'], string>> = {
  overdue: '!!!',
  red: '!!',
  yellow: '!',
  normal: '·',
  unknown: '?',
  none: '·',
}

/** The cases whose limit is nearest: how long is left, whose turn it is. Nobody's name. */
export function Pressing({ board, now, number }: { board: Board; now: number; number: (no: string) => ReactNode }) {
  const say = useSay()
  const { pressing } = board.breaches
  if (pressing.length === 0) return <p>{say('board.calm')}</p>
  const regionName = (code: string) => board.regions.find((one) => one.code === code)?.name ?? code
  return (
    <ol className="plain-list pressing">
      {pressing.map((one) => (
        <li key={one.no} className={`clock-${one.colour}`}>
          <span className="number limit">
            <span className="mark" aria-hidden="true">
              {SIGNS[one.colour]}
            </span>{' '}
            <span className="unseen">{say(`clock.${one.colour}`)} </span>
            {limitText(one, now, say)}
          </span>
          {number(one.no)}
          <span>
            <span lang="zh-CN">{one.matterName}</span> ·{' '}
            {say(`board.waitsFor.${one.waitsFor}`, { region: regionName(one.region) })}
          </span>
        </li>
      ))}
    </ol>
  )
}

function limitText({ dueAt }: Case, now: number, say: ReturnType<typeof useSay>): string {
  const seconds = (Date.parse(dueAt) - now) / 1_000
  const time = spanText(Math.abs(seconds), say)
  return say(seconds < 0 ? 'board.over' : 'board.left', { time })
}
