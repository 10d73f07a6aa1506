import { useSay } from '../../words/language.tsx'

const SIGNS = {
  good: ['good', '✓'],
  warning: ['applicant', '!'],
  bad: ['bad', '✕'],
  unknown: ['neutral', '?'],
} as const

/** How something stands, by sign and word. */
export function HealthState({ state }: { readonly state: keyof typeof SIGNS }) {
  const say = useSay()
  const [tone, sign] = SIGNS[state]
  return (
    <span className={`status status-${tone}`}>
      <span aria-hidden="true">{sign}</span>
      {say(`health.${state}`)}
    </span>
  )
}
