import { Note } from '../../parts/note.tsx'
import { Reason } from '../../parts/states.tsx'
import { Refused } from '../../shell/ask.ts'

/** What was refused, and each fault with what to do. */
export function Faults({ error }: { error: unknown }) {
  if (error === null) return null
  const errors = error instanceof Refused ? (error.problem?.errors ?? []) : []
  return (
    <Note tone="bad" live>
      <Reason error={error} />
      <ul lang="zh-CN">
        {errors.map(({ pointer, message, fix }) => (
          <li key={pointer + message}>
            {message} {fix}
          </li>
        ))}
      </ul>
    </Note>
  )
}
