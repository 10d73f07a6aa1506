import { Refused } from '../shell/ask.ts'
import { Reason } from './states.tsx'

/** Why the server took nothing, and item by item what is to be mended; in its own words. */
export function Refusal({ error }: { readonly error: unknown }) {
  const items = error instanceof Refused ? (error.problem?.errors ?? []) : []
  return (
    <div className="fault" role="alert">
      <Reason error={error} />
      {items.length > 0 && (
        <ul lang="zh-CN">
          {items.map(({ pointer, message, fix }) => (
            <li key={`${pointer} ${message}`}>
              {message}
              {fix ? `。${fix}` : ''}
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}
