import { Input } from 'antd'
import { type ReactNode, useId, useState } from 'react'
import { sizeText } from './size.ts'
import { Reason } from './states.tsx'
import { type Uploaded, type UploadState, upload } from './upload.ts'
import { UploadStatus } from './upload-status.tsx'

/** What is entered, under its label. */
export function Labelled({ label, children }: { label: string; children(id: string): ReactNode }) {
  const id = useId()
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      {children(id)}
    </div>
  )
}

/** One line of text. */
export function Text({
  label,
  value,
  hint,
  onChange,
}: {
  label: string
  value: string
  /** an example, shown while nothing is entered */
  hint?: string
  onChange(text: string): void
}) {
  return (
    <Labelled label={label}>
      {(id) => (
        <Input
          id={id}
          value={value}
          {...(hint === undefined ? {} : { placeholder: hint })}
          autoComplete="off"
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Labelled>
  )
}

/** A file, sent as soon as it is chosen. */
export function FileField({
  label,
  file,
  accept = '.pdf,.ofd',
  onFile,
}: {
  label: string
  file: Uploaded | null
  accept?: string
  onFile(file: Uploaded): void
}) {
  const [sending, setSending] = useState<UploadState | null>(null)
  const [error, setError] = useState<unknown>(null)
  const send = async (chosen: File | undefined) => {
    if (!chosen) return
    setError(null)
    setSending({ share: 0, waits: false })
    try {
      onFile(await upload(chosen, setSending))
    } catch (refused) {
      setError(refused)
    } finally {
      setSending(null)
    }
  }
  return (
    <Labelled label={label}>
      {(id) => (
        <>
          <input id={id} type="file" accept={accept} onChange={(event) => void send(event.target.files?.[0])} />
          <span role="status">
            {sending && <UploadStatus state={sending} name={label} />}
            {file && `${file.name} ${sizeText(file.sizeBytes)}`}
            {error !== null && (
              <span className="fault">
                <Reason error={error} />
              </span>
            )}
          </span>
        </>
      )}
    </Labelled>
  )
}
