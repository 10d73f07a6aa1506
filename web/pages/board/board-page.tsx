import { useQuery } from '@tanstack/react-query'
import { Failed, Loading } from '../../parts/states.tsx'
import { minuteText, timeText } from '../../parts/time.ts'
import { Link } from '../../shell/address.tsx'
import { api, read } from '../../shell/ask.ts'
import { useMe } from '../../shell/session.tsx'
import { useSay } from '../../words/language.tsx'
import { dayRows, Figures, limitRows, openRows } from './figures.tsx'
import { Pressing } from './pressing.tsx'
import { spanText } from './spans.ts'
import { Legend, RegionTiles, StateSign, shownAs } from './tiles.tsx'
import { type Board, type Tile, useBoard } from './use-board.ts'
import './board.css'

/** How every region stands, what happened today, what waits and what breaks its limit; two to four seconds behind. */
export default function BoardPage() {
  const say = useSay()
  const live = useBoard()
  const { board, error, refetch, ageMs, again } = live
  const age = spanText(ageMs / 1_000, say)
  return (
    <>
      <div className="card-head">
        <h1>{say('nav.board')}</h1>
        <p className="number">
          {board && (
            <span className={again ? 'age-old' : 'hint'}>{say(again ? 'board.again' : 'board.asOf', { age })}</span>
          )}{' '}
          <Link href="/board/wall">{say('board.openWall')}</Link>
        </p>
      </div>
      {error && !board && <Failed what={say('nav.board')} error={error} retry={() => void refetch()} />}
      {!board && !error && <Loading what={say('nav.board')} />}
      {board && <Panels board={board} now={live.now} isOld={live.isOld} />}
    </>
  )
}

function Panels({ board, now, isOld }: { board: Board; now: number; isOld: boolean }) {
  const say = useSay()
  const me = useMe().data
  const home = useHome()
  const mayOpen = me?.permissions.includes('case.read') ?? false
  return (
    <>
      <div className="board">
        <section className="card" aria-labelledby="tiles">
          <h2 id="tiles">{say('board.tiles')}</h2>
          <RegionTiles regions={board.regions} isOld={isOld} home={home} toRegion={(code) => `#region-${code}`} />
          <Legend />
        </section>
        <div>
          <section className="card" aria-labelledby="today">
            <h2 id="today">{say('board.today')}</h2>
            <Figures rows={dayRows(board)} />
          </section>
          <section className="card" aria-labelledby="limits">
            <h2 id="limits">
              {say('board.limits')} · {say('board.waits')}
            </h2>
            <Figures rows={[...limitRows(board), ...openRows(board)]} wary />
          </section>
          <section className="card" aria-labelledby="pressing">
            <h2 id="pressing">{say('board.pressing')}</h2>
            <Pressing
              board={board}
              now={now}
              number={(no) =>
                mayOpen ? (
                  <Link className="code" href={`/cases/${no}`}>
                    {no}
                  </Link>
                ) : (
                  <span className="code">{no}</span>
                )
              }
            />
          </section>
        </div>
      </div>
      <section className="card" aria-labelledby="regions">
        <h2 id="regions">{say('board.regions')}</h2>
        <RegionTable board={board} isOld={isOld} />
      </section>
    </>
  )
}

/** Division code of the district that runs this gateway. */
export function useHome(): string {
  const home = useQuery({
    queryKey: ['home'],
    queryFn: () => read(api.home.$get()),
    staleTime: Number.POSITIVE_INFINITY,
  })
  return home.data?.division ?? ''
}

function RegionTable({ board, isOld }: { board: Board; isOld: boolean }) {
  const say = useSay()
  const heads = [
    'board.region',
    'board.state',
    'board.queue',
    'board.oldest',
    'board.dead',
    'board.heard',
    'board.today',
  ] as const
  return (
    <div className="scroll">
      <table className="list">
        <thead>
          <tr>
            {heads.map((head) => (
              <th key={head} scope="col">
                {say(head)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {board.regions.map((tile) => (
            <RegionRow key={tile.code} tile={tile} isOld={isOld} />
          ))}
        </tbody>
      </table>
    </div>
  )
}

function RegionRow({ tile, isOld }: { tile: Tile; isOld: boolean }) {
  const say = useSay()
  const { code, name, queue, dead, heardAt, today } = tile
  const { submitted, received, correction, completed } = today
  return (
    <tr id={`region-${code}`}>
      <th scope="row">
        <span lang="zh-CN">{name}</span>
      </th>
      <td data-label={say('board.state')}>
        <StateSign state={shownAs(tile, isOld)} /> <Why tile={tile} />
      </td>
      <td data-label={say('board.queue')} className="number">
        {queue.ready + queue.waiting}
      </td>
      <td data-label={say('board.oldest')} className="number">
        {queue.oldestSeconds === null ? '—' : spanText(queue.oldestSeconds, say)}
      </td>
      <td data-label={say('board.dead')} className="number">
        {dead > 0 ? `! ${dead}` : 0}
      </td>
      <td data-label={say('board.heard')} className="number">
        {heardAt === null ? say('board.never') : timeText(heardAt).slice(5)}
      </td>
      <td data-label={say('board.today')}>{say('board.dayOf', { submitted, received, correction, completed })}</td>
    </tr>
  )
}

/** Why a region stands as it does, and until when. */
function Why({ tile }: { tile: Tile }) {
  const say = useSay()
  const { pausedBy, retryAt } = tile
  if (pausedBy !== null) return <span className="hint">{say('board.pausedBy', { who: pausedBy })}</span>
  if (retryAt !== null)
    return <span className="hint">{say('board.retry', { time: minuteText(retryAt).slice(11) })}</span>
  return null
}
