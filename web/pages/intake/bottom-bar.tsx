import { Button } from 'antd'
import { Reason } from '../../parts/states.tsx'
import { timeText } from '../../parts/time.ts'
import { useSay } from '../../words/language.tsx'
import type { SaveState } from './use-draft.ts'

interface Props {
  readonly save: SaveState
  readonly missing: readonly { readonly path: string; readonly label: string }[]
  readonly ready: boolean
  readonly busy: boolean
  readonly error: unknown
  onGo(path: string): void
  onCheck(): void
  onCollect(): void
  onInsist(): void
  onReload(): void
}

const NAMED = 3

/** Whether all is saved, what is missing, and the one next step; always at the same place. */
export function BottomBar({ save, missing, ready, busy, error, onGo, onCheck, onCollect, onInsist, onReload }: Props) {
  const say = useSay()
  return (
    <footer className="bottom-bar">
      <span role="status">
        {save.at === 'saved' &&
          say('intake.saved', { time: timeText(save.saved.updatedAt).slice(11), n: save.saved.version })}
        {(save.at === 'saving' || save.at === 'unsaved') && say('intake.saving')}
        {save.at === 'failed' && (
          <span className="fault">
            {say('intake.notSaved')} <Reason error={save.error} />
          </span>
        )}
        {save.at === 'overtaken' && (
          <span className="fault">
            <Reason error={save.error} />{' '}
            <Button size="small" onClick={onReload}>
              {say('intake.takeTheirs')}
            </Button>{' '}
            <Button size="small" onClick={onInsist}>
              {say('intake.keepMine')}
            </Button>
          </span>
        )}
      </span>
      <span className="missing">
        {error !== null && (
          <span className="fault" role="alert">
            <Reason error={error} />
          </span>
        )}
        {missing.length > 0 && (
          <>
            {say('intake.missing', { n: missing.length })}
            {missing.slice(0, NAMED).map(({ path, label }) => (
              <button key={path} type="button" className="plain" lang="zh-CN" onClick={() => onGo(path)}>
                {label}
              </button>
            ))}
            {missing.length > NAMED && '…'}
          </>
        )}
      </span>
      {ready ? (
        <Button type="primary" data-primary="yes" aria-keyshortcuts="F9" loading={busy} onClick={onCollect}>
          {say('intake.collect')} F9
        </Button>
      ) : (
        <Button type="primary" data-primary="yes" aria-keyshortcuts="F8" loading={busy} onClick={onCheck}>
          {say('intake.preCheck')} F8
        </Button>
      )}
    </footer>
  )
}
