import type { AnswerOf, api } from '../../shell/ask.ts'
import { useSay } from '../../words/language.tsx'

type Listed = AnswerOf<typeof api.regions.$get>['regions'][number]

const TONES = {
  ok: ['good', '✓'],
  shaky: ['applicant', '!'],
  down: ['bad', '✕'],
  paused: ['paused', 'Ⅱ'],
  suspended: ['paused', '◼'],
  ended: ['neutral', '—'],
} as const

/** How a region stands, from what is worst: its agreement, a pause, the line. */
export function RegionState({ region }: { readonly region: Listed }) {
  const say = useSay()
  const state = stateOf(region)
  const [tone, sign] = TONES[state]
  return (
    <span className={`status status-${tone}`}>
      <span aria-hidden="true">{sign}</span>
      {say(`region.${state}`)}
    </span>
  )
}

function stateOf({ agreement, paused, breaker, failures }: Listed): keyof typeof TONES {
  if (agreement.state !== 'current') return agreement.state
  if (paused) return 'paused'
  if (breaker === 'open') return 'down'
  return failures > 0 ? 'shaky' : 'ok'
}
