import { useSay } from '../../words/language.tsx'

const TONES = {
  draft: ['neutral', '✎'],
  checked: ['ours', '✓'],
  approved: ['theirs', '✓✓'],
  active: ['good', '▶'],
  retired: ['paused', '◼'],
} as const

export type State = keyof typeof TONES

/** How far a version has come, by sign, word and colour. */
export function VersionState({ state }: { readonly state: State }) {
  const say = useSay()
  const [tone, sign] = TONES[state]
  return (
    <span className={`status status-${tone}`}>
      <span aria-hidden="true">{sign}</span>
      {say(`version.${state}`)}
    </span>
  )
}
