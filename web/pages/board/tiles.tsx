import { useLanguage, useSay } from '../../words/language.tsx'
import { PROVINCES, type Province } from './provinces.ts'
import type { Shown, Tile } from './use-board.ts'

/** Outlines that differ in grey print, too, in a box of 20. */
const SHAPES: Readonly<Record<Shown, string>> = {
  ok: 'M4 10l4 5 8-10',
  shaky: 'M10 3l8 14H2zM10 8v4m0 2v1',
  down: 'M5 5l10 10M15 5L5 15',
  paused: 'M7 4v12M13 4v12',
  suspended: 'M4 10h12',
  unknown: 'M7 7a3 3 0 1 1 4 3c-1 .5-1 1-1 2m0 3v1',
}
/** From worst to well: of several regions in a province the worst is shown. */
const WORST_FIRST: readonly Shown[] = ['down', 'unknown', 'shaky', 'paused', 'suspended', 'ok']
export const SHOWN = Object.keys(SHAPES) as Shown[]

/** How a region stands by sign and word. */
export function StateSign({ state }: { state: Shown }) {
  const say = useSay()
  return (
    <span className={`sign sign-${state}`}>
      <svg viewBox="0 0 20 20" aria-hidden="true" focusable="false">
        <path d={SHAPES[state]} />
      </svg>
      {say(`board.state.${state}`)}
    </span>
  )
}

/** What a tile is shown as. */
export function shownAs(tile: Pick<Tile, 'state'>, isOld: boolean): Shown {
  return isOld ? 'unknown' : tile.state
}

interface Tiles {
  readonly regions: readonly Tile[]
  readonly isOld: boolean
  /** division code of the district that runs this gateway */
  readonly home: string
  /** where a tile leads; none on a wall */
  readonly toRegion?: (code: string) => string
}

/** The provinces as tiles, those with a region of ours by its state. */
export function RegionTiles({ regions, isOld, home, toRegion }: Tiles) {
  const say = useSay()
  return (
    <figure className="tiles-figure">
      <ul className="tiles">
        {PROVINCES.map((province) => (
          <ProvinceTile
            key={province.code}
            province={province}
            regions={regions.filter(({ code }) => code.startsWith(province.code))}
            isOld={isOld}
            isHome={home.startsWith(province.code)}
            toRegion={toRegion}
          />
        ))}
      </ul>
      <figcaption>{say('board.caption')}</figcaption>
    </figure>
  )
}

interface OneTile extends Omit<Tiles, 'home' | 'toRegion'> {
  readonly province: Province
  readonly isHome: boolean
  readonly toRegion: Tiles['toRegion']
}

function ProvinceTile({ province, regions, isOld, isHome, toRegion }: OneTile) {
  const say = useSay()
  const { language } = useLanguage()
  const { row, column, short, letters } = province
  const place = { gridRow: row, gridColumn: column }
  const name = <span className="tile-name">{language === 'zh' ? short : letters}</span>
  const [first] = regions
  if (!first)
    return (
      <li className={isHome ? 'tile tile-home' : 'tile'} style={place} aria-hidden={isHome ? undefined : true}>
        {name}
        {isHome && <span>{say('board.home')}</span>}
      </li>
    )
  const state = worst(regions.map((tile) => shownAs(tile, isOld)))
  const body = (
    <>
      {name}
      <span className="unseen" lang="zh-CN">
        {regions.map((one) => one.name).join('、')}
      </span>
      <StateSign state={state} />
    </>
  )
  return (
    <li className={`tile tile-${state}`} style={place} data-region={first.code} data-state={state}>
      {toRegion ? <a href={toRegion(first.code)}>{body}</a> : <span className="tile-body">{body}</span>}
    </li>
  )
}

function worst(states: readonly Shown[]): Shown {
  return WORST_FIRST.find((state) => states.includes(state)) ?? 'unknown'
}

/** What the signs mean. */
export function Legend() {
  const say = useSay()
  return (
    <ul className="legend" aria-label={say('board.legend')}>
      {SHOWN.map((state) => (
        <li key={state}>
          <StateSign state={state} />
        </li>
      ))}
    </ul>
  )
}
