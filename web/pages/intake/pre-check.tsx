import type { Ref } from 'react'
import type { LossEntry } from '../../../core/mapping/loss.ts'
import { LossTable, lossCounts } from '../../parts/loss-table.tsx'
import { Note } from '../../parts/note.tsx'
import { useSay } from '../../words/language.tsx'
import type { CheckAnswer } from './use-check.ts'

interface Props {
  readonly answer: CheckAnswer | null
  /** something was entered since */
  readonly stale: boolean
  readonly region: string
  readonly heading: Ref<HTMLHeadingElement>
  labelOf(path: string): string
  onGo(path: string): void
}

/** The pre-check in words: what must be put right, each a way to it; or what would go out and what would become of it. */
export function PreCheck({ answer, stale, region, heading, labelOf, onGo }: Props) {
  const say = useSay()
  const loss = (answer?.loss ?? []) as unknown as readonly LossEntry[]
  const watch = (answer?.alarming ?? []) as unknown as readonly LossEntry[]
  return (
    <section className="card" aria-labelledby="pre-check">
      <h2 id="pre-check" ref={heading} tabIndex={-1}>
        {say('intake.preCheck')}
      </h2>
      <div aria-live="polite">
        {!answer && <p>{say('intake.notChecked')}</p>}
        {answer && stale && <Note tone="info">{say('intake.stale')}</Note>}
        {answer && answer.faults.length > 0 && (
          <>
            <Note tone="bad">{say('intake.notReady', { n: answer.faults.length })}</Note>
            <ol className="faults" lang="zh-CN">
              {answer.faults.map(({ path, message }) => (
                <li key={`${path} ${message}`}>
                  <button type="button" className="plain" onClick={() => onGo(path)}>
                    {message}
                  </button>
                </li>
              ))}
            </ol>
          </>
        )}
        {answer && answer.faults.length === 0 && (
          <>
            <Note tone="good">{say('intake.ready', { region })}</Note>
            <p>{say('loss.summary', lossCounts(loss))}</p>
          </>
        )}
        {watch.length > 0 && (
          <ul lang="zh-CN">
            {watch.map(({ path, kind, note }) => (
              <li key={`${path} ${kind}`}>
                {labelOf(path)}:{say(`loss.${kind}`)} {note ?? ''}
              </li>
            ))}
          </ul>
        )}
        {answer?.warnings.map(({ path, message }) => (
          <Note key={path} tone="warning">
            <span lang="zh-CN">{message}</span>
          </Note>
        ))}
        {loss.length > 0 && answer?.faults.length === 0 && <LossTable entries={loss} />}
      </div>
    </section>
  )
}
