import { useSay } from '../../words/language.tsx'

const TONES = { ready: 'transit', waiting: 'paused', done: 'good', dead: 'bad' } as const
const SIGNS = { ready: '→', waiting: 'Ⅱ', done: '✓', dead: '✕' } as const

export type DeliveryState = keyof typeof TONES
export const DELIVERY_STATES = Object.keys(TONES) as DeliveryState[]

/** How a delivery stands, by sign, word and colour. */
export function StateTag({ state }: { state: DeliveryState }) {
  const say = useSay()
  return (
    <span className={`status status-${TONES[state]}`}>
      <span aria-hidden="true">{SIGNS[state]}</span>
      {say(`delivery.${state}`)}
    </span>
  )
}
