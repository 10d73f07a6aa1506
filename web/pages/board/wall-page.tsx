import { useEffect, useState } from 'react'
import { timeText } from '../../parts/time.ts'
import { useAddress } from '../../shell/address.tsx'
import { stay } from '../../shell/ask.ts'
import { useSay } from '../../words/language.tsx'
import { useHome } from './board-page.tsx'
import { dayRows, Figures, limitRows, openRows } from './figures.tsx'
import { Pressing } from './pressing.tsx'
import { spanText } from './spans.ts'
import { Legend, RegionTiles } from './tiles.tsx'
import { type Board, useBoard } from './use-board.ts'
import './board.css'

const PANELS = ['tiles', 'today', 'pressing'] as const
type Panel = (typeof PANELS)[number]
const TURN_S = { least: 5, usual: 20, most: 600 } as const
/** Chinese letters can be read at 5 m where they are 29 mm high: so many hundredths of the screen's width, by its inches. */
const INCHES = { least: 43, usual: 55, most: 110 } as const
const WIDTH_SHARE_AT_55 = 2.4
const STAY_EVERY_MS = 300_000
const TAIL = 6

/** The board for a screen on the wall: three panels by turns, no navigation, no name of anybody, cases by the end of their number, darker at night. `?inches=75&rotate=30&night=19-7`. */
export default function WallPage() {
  const say = useSay()
  const { query } = useAddress()
  const live = useBoard()
  const { board, now, ageMs, again, isOld } = live
  const inches = within(query.get('inches'), INCHES)
  const turning = useTurning(within(query.get('rotate'), TURN_S))
  useStay()
  const unit = (WIDTH_SHARE_AT_55 * INCHES.usual) / inches
  return (
    <div
      className="wall"
      style={{ fontSize: `${unit}vw` }}
      data-panel={turning.panel}
      data-night={isNight(Number(timeText(now).slice(11, 13)), query.get('night'))}
    >
      <button type="button" className="wall-hold" aria-pressed={turning.held} onClick={turning.toggle}>
        {say(turning.held ? 'board.turn' : 'board.hold')}
      </button>
      <header>
        <h1>{say(TITLES[turning.panel])}</h1>
        <p className="number">
          <span className={again ? 'wall-old' : undefined}>
            {board && say(again ? 'board.again' : 'board.asOf', { age: spanText(ageMs / 1_000, say) })}
          </span>{' '}
          <time>{timeText(now).slice(11)}</time>
        </p>
      </header>
      <main>{board && <PanelBody panel={turning.panel} board={board} now={now} isOld={isOld} />}</main>
    </div>
  )
}

const TITLES = { tiles: 'board.tiles', today: 'board.today', pressing: 'board.pressing' } as const

function PanelBody({ panel, board, now, isOld }: { panel: Panel; board: Board; now: number; isOld: boolean }) {
  const say = useSay()
  const home = useHome()
  if (panel === 'tiles')
    return (
      <>
        <RegionTiles regions={board.regions} isOld={isOld} home={home} />
        <Legend />
      </>
    )
  if (panel === 'today')
    return (
      <>
        <Figures rows={dayRows(board)} />
        <Figures rows={[...limitRows(board), ...openRows(board)]} wary />
      </>
    )
  return (
    <Pressing
      board={board}
      now={now}
      number={(no) => <span className="code">{say('board.tail', { tail: no.slice(-TAIL) })}</span>}
    />
  )
}

/** Which panel is shown: the next one after so many seconds, unless somebody holds it. */
function useTurning(seconds: number) {
  const [index, setIndex] = useState(0)
  const [held, setHeld] = useState(false)
  useEffect(() => {
    if (held) return
    const timer = setInterval(() => setIndex((at) => at + 1), seconds * 1_000)
    return () => clearInterval(timer)
  }, [held, seconds])
  return { panel: PANELS[index % PANELS.length] ?? 'tiles', held, toggle: () => setHeld((was) => !was) }
}

/** Nobody touches a screen on the wall: the page itself says that it is still wanted, as long as a session may last. */
function useStay(): void {
  useEffect(() => {
    const timer = setInterval(() => void stay(), STAY_EVERY_MS)
    return () => clearInterval(timer)
  }, [])
}

function within(typed: string | null, { least, usual, most }: { least: number; usual: number; most: number }): number {
  const number = Number(typed ?? usual)
  return Number.isFinite(number) ? Math.min(Math.max(number, least), most) : usual
}

const NIGHT = { from: 19, to: 7 } as const

/** Whether the screen is to be darker at that hour: from one hour to another, over midnight or not. */
export function isNight(hour: number, typed: string | null): boolean {
  const [, first, last] = /^([01]?\d|2[0-3])-([01]?\d|2[0-3])$/.exec(typed ?? '') ?? []
  const from = first === undefined ? NIGHT.from : Number(first)
  const to = last === undefined ? NIGHT.to : Number(last)
  return from <= to ? hour >= from && hour < to : hour >= from || hour < to
}
