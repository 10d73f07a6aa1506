import { useQueryClient } from '@tanstack/react-query'
import { Button, Input } from 'antd'
import { useEffect, useId, useRef, useState } from 'react'
import { Note } from '../../parts/note.tsx'
import { Reason } from '../../parts/states.tsx'
import { minuteText } from '../../parts/time.ts'
import { api, read } from '../../shell/ask.ts'
import { useMe } from '../../shell/session.tsx'
import { useSay } from '../../words/language.tsx'
import type { CaseDocument } from './use-documents.ts'

type Paper = CaseDocument['papers'][number]

/** A document of a case as it will be printed, and its printing: counted, on this paper, a second time for a reason. Earlier prints are shown as they were. */
export function DocumentSheet({ no, document: shown, focus = false }: SheetProps) {
  const say = useSay()
  const id = useId()
  const client = useQueryClient()
  const frame = useRef<HTMLIFrameElement>(null)
  const [paper, setPaper] = useState<Paper>(shown.papers[0] ?? 'a4')
  const [print, setPrint] = useState<number | null>(null)
  const [reason, setReason] = useState('')
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const toDo = useRef<'print' | 'pdf' | null>(null)
  const mayIssue = useMe().data?.permissions.includes('document.issue') ?? false
  const isAgain = shown.prints.length > 0
  const address = `/api/cases/${no}/documents/${shown.kind}?${print === null ? `paper=${paper}` : `print=${print}`}`
  const loaded = async () => {
    const inside = frame.current?.contentWindow
    if (!inside) return
    // letters that the machine lacks come after the page
    await inside.document.fonts.ready
    if (!frame.current || frame.current.contentWindow !== inside) return
    frame.current.style.height = `${inside.document.documentElement.scrollHeight + 2}px`
    const now = toDo.current
    toDo.current = null
    if (now === 'print') inside.print()
    // an attachment: the page stays
    if (now === 'pdf') location.assign(`${address}&format=pdf`)
  }
  const issue = async (then: 'print' | 'pdf') => {
    setBusy(true)
    setError(null)
    try {
      const issued = await read(
        api.cases[':no'].documents[':kind'].$post({
          param: { no, kind: shown.kind },
          json: { paper, ...(isAgain ? { reason } : {}) },
        }),
      )
      toDo.current = then
      setPrint(issued.print)
      setReason('')
      await client.invalidateQueries({ queryKey: ['case', no] })
    } catch (refused) {
      setError(refused)
    } finally {
      setBusy(false)
    }
  }
  if (shown.missing !== null)
    return (
      <Note tone="info">
        <span lang="zh-CN">{shown.missing}</span>
      </Note>
    )
  return (
    <>
      <form
        className="row print-bar"
        onSubmit={(event) => {
          event.preventDefault()
          void issue('print')
        }}
      >
        {mayIssue && (
          <>
            {shown.papers.length > 1 && (
              <label>
                {say('print.paper')}{' '}
                <select
                  value={paper}
                  onChange={(event) => {
                    setPaper(event.target.value as Paper)
                    setPrint(null)
                  }}
                >
                  {shown.papers.map((one) => (
                    <option key={one} value={one}>
                      {say(`print.paper.${one}`)}
                    </option>
                  ))}
                </select>
              </label>
            )}
            {isAgain && (
              <span className="field">
                <label htmlFor={id}>{say('print.reason', { n: shown.prints.length + 1 })}</label>
                <Input id={id} value={reason} maxLength={100} onChange={(event) => setReason(event.target.value)} />
              </span>
            )}
            <PrintButton focus={focus} busy={busy} disabled={isAgain && reason.trim() === ''} title={shown.title} />
            {print === null && (
              <Button loading={busy} disabled={isAgain && reason.trim() === ''} onClick={() => void issue('pdf')}>
                {say('print.pdfFirst')}
              </Button>
            )}
          </>
        )}
        {print !== null && (
          <a className="ant-btn" href={`${address}&format=pdf`} download>
            {say('print.pdf')}
          </a>
        )}
      </form>
      {error !== null && (
        <p className="fault" role="alert">
          <Reason error={error} />
        </p>
      )}
      {isAgain && (
        <ul className="plain-list prints">
          {shown.prints.map((one) => (
            <li key={one.print}>
              <Button
                type="link"
                size="small"
                aria-pressed={one.print === print}
                onClick={() => setPrint(one.print === print ? null : one.print)}
              >
                {say('print.earlier', {
                  n: one.print,
                  time: minuteText(one.issuedAt),
                  paper: say(`print.paper.${one.paper as Paper}`),
                })}
              </Button>
              {one.reason !== '' && <span className="hint">{one.reason}</span>}
            </li>
          ))}
        </ul>
      )}
      <p className="hint">{print === null ? say('print.preview') : say('print.shown', { n: print })}</p>
      <iframe
        ref={frame}
        className="paper"
        title={say('print.frame', { what: shown.title })}
        src={address}
        sandbox="allow-same-origin allow-modals"
        onLoad={() => void loaded()}
      />
    </>
  )
}

interface SheetProps {
  readonly no: string
  readonly document: CaseDocument
  /** the key that prints is at hand as soon as the page is there */
  readonly focus?: boolean
}

function PrintButton({ focus, busy, disabled, title }: ButtonProps) {
  const say = useSay()
  const button = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    if (focus) button.current?.focus()
  }, [focus])
  return (
    <Button ref={button} type="primary" htmlType="submit" loading={busy} disabled={disabled}>
      {say('print.print', { what: title })}
    </Button>
  )
}

interface ButtonProps {
  readonly focus: boolean
  readonly busy: boolean
  readonly disabled: boolean
  readonly title: string
}
