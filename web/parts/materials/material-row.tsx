import { Button, Input } from 'antd'
import { type DragEvent, useRef, useState } from 'react'
import { fileAddress } from '../../shell/ask.ts'
import { useSay } from '../../words/language.tsx'
import { sizeText } from '../size.ts'
import { Reason } from '../states.tsx'
import { nowText } from '../time.ts'
import { type Uploaded, type UploadState, upload } from '../upload.ts'
import { UploadStatus } from '../upload-status.tsx'
import { Preview } from './preview.tsx'
import type { Slot } from './slots.ts'

/** A material as the API takes it. */
export interface MaterialInput {
  readonly slot: string
  readonly part?: string
  readonly form: '1' | '2' | '3' | '4'
  readonly copies: number
  readonly originalSeen: boolean
  readonly fileId?: string
  readonly exempt?: {
    readonly kind: 'E' | 'D' | 'P'
    readonly licenceId?: string
    readonly source?: string
    readonly at?: string
    readonly validTo?: string
    readonly holderCode?: string
    readonly caseNo?: string
  }
  readonly posted?: boolean
}

interface RowProps {
  readonly slot: Slot
  readonly given: MaterialInput | undefined
  readonly file: Uploaded | undefined
  readonly needed: boolean
  readonly fault: string | undefined
  readonly locked?: boolean
  /** why it need not be handed in, as a register or an earlier case says */
  readonly offer?: { readonly exempt: NonNullable<MaterialInput['exempt']>; readonly why: string } | undefined
  /** why it must be handed in all the same */
  readonly paper?: string | undefined
  onGive(given: MaterialInput | null, file?: Uploaded): void
}

/** One material: the shortest way first, a file by button or drop, what has come of it. */
export function MaterialRow({ slot, given, file, needed, fault, locked = false, offer, paper, onGive }: RowProps) {
  const say = useSay()
  const input = useRef<HTMLInputElement>(null)
  const [sending, setSending] = useState<UploadState | null>(null)
  const [error, setError] = useState<unknown>(null)
  const [tooLarge, setTooLarge] = useState('')
  const [looking, setLooking] = useState(false)
  const base = { slot: slot.slot, ...(slot.part === '' ? {} : { part: slot.part }), copies: 1 }
  const send = async (chosen: File | undefined) => {
    if (!chosen) return
    setError(null)
    setTooLarge('')
    if (chosen.size > slot.maxBytes)
      return setTooLarge(say('material.tooLarge', { size: sizeText(chosen.size), most: sizeText(slot.maxBytes) }))
    setSending({ share: 0, waits: false })
    try {
      const stored = await upload(chosen, setSending)
      onGive({ ...base, form: '4', originalSeen: given?.originalSeen ?? false, fileId: stored.id }, stored)
    } catch (refused) {
      setError(refused)
    } finally {
      setSending(null)
    }
  }
  const drop = (event: DragEvent) => {
    event.preventDefault()
    if (!locked) void send(event.dataTransfer.files[0])
  }
  const exempt = (found: MaterialInput['exempt']) =>
    found && onGive({ ...base, form: '4', originalSeen: false, exempt: found })
  const todo = needed && !given
  return (
    <li
      className={`material${todo ? ' material-todo' : ''}`}
      data-field={`materials.${slot.slot}${slot.part === '' ? '' : `.${slot.part}`}`}
      data-todo={todo ? 'yes' : 'no'}
      onDragOver={(event) => event.preventDefault()}
      onDrop={drop}
    >
      <div className="material-name">
        <span aria-hidden="true" className="mark">
          {given ? '✓' : needed ? '○' : '–'}
        </span>
        <span lang="zh-CN">{slot.name}</span>
        {!needed && <span className="hint">{say('field.optional')}</span>}
        <span className="hint">
          {slot.formats.join('/').toUpperCase()} ≤ {sizeText(slot.maxBytes)}
        </span>
      </div>
      {slot.note !== '' && (
        <p className="hint" lang="zh-CN">
          {slot.note}
        </p>
      )}
      {(paper ?? offer) && !given && (
        <p className="hint" lang="zh-CN">
          {offer?.why ?? paper}
        </p>
      )}
      {given ? (
        <Given given={given} file={file} locked={locked} onChange={onGive} onLook={() => setLooking(true)} />
      ) : (
        <div className="row">
          {offer && (
            <Button type="primary" ghost disabled={locked} onClick={() => exempt(offer.exempt)}>
              {say('material.exempt')}
            </Button>
          )}
          {!offer && slot.exempt.includes('E') && (
            <Button
              disabled={locked}
              onClick={() => exempt({ kind: 'E', source: say('material.source.shown'), at: nowText() })}
            >
              {say('material.useLicence')}
            </Button>
          )}
          {slot.posted && (
            <Button disabled={locked} onClick={() => onGive({ ...base, form: '1', originalSeen: true, posted: true })}>
              {say('material.post')}
            </Button>
          )}
          <Button disabled={locked || sending !== null} onClick={() => input.current?.click()}>
            {say('material.upload')}
            <span className="unseen"> {slot.name}</span>
          </Button>
        </div>
      )}
      <input
        ref={input}
        type="file"
        hidden
        data-slot={`${slot.slot}${slot.part === '' ? '' : `.${slot.part}`}`}
        accept={slot.formats.map((format) => `.${format}`).join()}
        onChange={(event) => {
          void send(event.target.files?.[0])
          event.target.value = ''
        }}
      />
      <div role="status">
        {sending && <UploadStatus state={sending} name={slot.name} />}
        {tooLarge !== '' && <span className="fault">{tooLarge}</span>}
        {error !== null && (
          <span className="fault">
            <Reason error={error} />
          </span>
        )}
        {fault && (
          <span className="fault" lang="zh-CN">
            {fault}
          </span>
        )}
      </div>
      {looking && given?.fileId && (
        <Preview name={slot.name} address={fileAddress(given.fileId)} onClose={() => setLooking(false)} />
      )}
    </li>
  )
}

function Given({
  given,
  file,
  locked,
  onChange,
  onLook,
}: {
  given: MaterialInput
  file: Uploaded | undefined
  locked: boolean
  onChange(given: MaterialInput | null): void
  onLook(): void
}) {
  const say = useSay()
  return (
    <div className="row">
      <span className="told">
        {given.fileId !== undefined && (file ? `${file.name} ${sizeText(file.sizeBytes)}` : say('material.given'))}
        {given.exempt && say('case.exempt', { why: given.exempt.source ?? given.exempt.kind })}
        {given.posted && say('case.posted')}
      </span>
      {given.exempt?.kind === 'E' && (
        <Input
          className="short"
          aria-label={say('material.licenceId')}
          placeholder={say('material.licenceId')}
          value={given.exempt.licenceId ?? ''}
          disabled={locked}
          onChange={(event) => {
            const { licenceId: _, ...rest } = given.exempt ?? { kind: 'E' as const }
            const typed = event.target.value.replaceAll(/\s/g, '')
            onChange({ ...given, exempt: typed === '' ? rest : { ...rest, licenceId: typed } })
          }}
        />
      )}
      {given.fileId !== undefined && (
        <label className="tick">
          <input
            type="checkbox"
            checked={given.originalSeen}
            disabled={locked}
            onChange={(event) => onChange({ ...given, originalSeen: event.target.checked })}
          />
          {say('case.originalSeen')}
        </label>
      )}
      {given.fileId !== undefined && (
        <Button size="small" onClick={onLook}>
          {say('material.look')}
        </Button>
      )}
      <Button size="small" disabled={locked} onClick={() => onChange(null)}>
        {say('material.takeBack')}
      </Button>
    </div>
  )
}
