import { useSay } from '../words/language.tsx'
import type { UploadState } from './upload.ts'

/** How far an upload is; it is never whole before the server found that what came is what was sent. */
export function UploadStatus({ state, name }: { state: UploadState; name: string }) {
  const say = useSay()
  const share = Math.min(99, Math.floor(state.share * 100))
  return (
    <>
      <progress value={share} max={100} aria-label={name} />{' '}
      {state.waits ? (
        <span className="fault">⚠ {say('upload.waits', { share })}</span>
      ) : (
        say('material.uploading', { share })
      )}
    </>
  )
}
