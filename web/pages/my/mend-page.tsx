import { type ChangeEvent, useId, useState } from 'react'
import { Note } from '../../parts/note.tsx'
import { ReadAloud } from '../../parts/read-aloud.tsx'
import { sizeText } from '../../parts/size.ts'
import { type Uploaded, uploadWhole } from '../../parts/upload.ts'
import { go, Link } from '../../shell/address.tsx'
import { open, Refused, read } from '../../shell/ask.ts'
import { useSay } from '../../words/language.tsx'
import { type MyCase, Unreachable } from './my-case-page.tsx'
import { Refusals } from './rate-page.tsx'
import { leaveCase, useAnswer, useEnd } from './use-answer.ts'
import { useSending } from './use-sending.ts'

type Item = NonNullable<MyCase['correction']>['items'][number]

interface Given {
  readonly text?: string
  readonly file?: Uploaded
}

/** Where an applicant brings what the region wants, and only that; it goes to the region as it is sent. */
export default function MendPage() {
  const { answer, failed, again } = useAnswer(() => read(open.my.case.$get()))
  const say = useSay()
  useEnd(answer?.endsAt)
  if (failed) return <Unreachable again={again} />
  if (!answer) return <p role="status">{say('my.loading')}</p>
  return <Mend mine={answer} />
}

function Mend({ mine: { correction, region } }: { mine: MyCase }) {
  const say = useSay()
  const [given, setGiven] = useState<Readonly<Record<number, Given>>>({})
  const { busy, refused, send } = useSending()
  const back = (
    <Link className="button" href="/my/case">
      {say('my.back')}
    </Link>
  )
  if (!correction || correction.sent)
    return (
      <>
        <h1>{say('my.mendTitle')}</h1>
        <Note tone="info">{correction ? say('my.mendSent', { region }) : say('my.mendNone')}</Note>
        {back}
      </>
    )
  const { items, dueOn, byWindow } = correction
  const left = items.filter(({ index, way }) => !(way === 'file' ? given[index]?.file : given[index]?.text?.trim()))
  const give = (index: number, one: Given) => setGiven((now) => ({ ...now, [index]: one }))
  const mend = () =>
    send(async () => {
      const answers = items.map(({ index, way }) =>
        way === 'file' ? { index, fileId: given[index]?.file?.id ?? '' } : { index, text: given[index]?.text ?? '' },
      )
      await read(open.my.supplement.$post({ json: { answers } }))
      go('/my/case', { replace: true })
    })
  return (
    <>
      <h1>{say('my.mendTitle')}</h1>
      {dueOn && <p className="large">{say('my.wantedBy', { date: dueOn })}</p>}
      {byWindow && <Note tone="warning">{say('my.mendAtWindow')}</Note>}
      {items.map((item) => (
        <section key={item.index}>
          <h2 lang="zh-CN">{item.label}</h2>
          <p lang="zh-CN">
            {item.reason} {item.requirement}
          </p>
          {!byWindow && item.way === 'file' && (
            <FileItem item={item} given={given[item.index]?.file} onGive={(file) => give(item.index, { file })} />
          )}
          {!byWindow && item.way === 'text' && (
            <TextItem item={item} text={given[item.index]?.text ?? ''} onGive={(text) => give(item.index, { text })} />
          )}
        </section>
      ))}
      <Refusals lines={refused} />
      <div className="buttons">
        {!byWindow && (
          <>
            <p role="status">{left.length > 0 ? say('my.mendLeft', { n: left.length }) : say('my.mendReady')}</p>
            <button type="button" className="main" disabled={busy || left.length > 0} onClick={() => void mend()}>
              {say(busy ? 'my.mendSending' : 'my.mendSend')}
            </button>
          </>
        )}
        {back}
        <ReadAloud />
      </div>
      <p className="hint">{say('my.orWindow')}</p>
    </>
  )
}

function TextItem({ item, text, onGive }: { item: Item; text: string; onGive: (text: string) => void }) {
  const say = useSay()
  const id = useId()
  return (
    <div className="ask">
      <label htmlFor={id}>{say('my.mendWords', { label: item.label })}</label>
      <textarea
        id={id}
        rows={3}
        maxLength={200}
        autoComplete="off"
        value={text}
        onChange={(event) => onGive(event.target.value)}
      />
    </div>
  )
}

interface FileProps {
  readonly item: Item
  readonly given: Uploaded | undefined
  readonly onGive: (file: Uploaded) => void
}

function FileItem({ item, given, onGive }: FileProps) {
  const say = useSay()
  const [share, setShare] = useState<number | null>(null)
  const [refused, setRefused] = useState('')
  const take = async ({ target }: ChangeEvent<HTMLInputElement>) => {
    const file = target.files?.[0]
    target.value = ''
    if (!file) return
    setRefused('')
    setShare(0)
    try {
      onGive(await uploadWhole(file, setShare, '/public/my/files'))
    } catch (error) {
      if (error instanceof Refused && error.status === 401) return leaveCase()
      const problem = error instanceof Refused ? error.problem : null
      setRefused(problem ? `${problem.detail}。${problem.fix}。` : say('my.uploadFailed'))
    } finally {
      setShare(null)
    }
  }
  const accept = item.formats.map((format) => `.${format}`).join(',')
  return (
    <>
      <div className="buttons">
        {item.formats.includes('jpg') && (
          <FileButton label={say('my.camera')} what={item.label} accept="image/jpeg" camera onTake={take} />
        )}
        <FileButton label={say('my.chooseFile')} what={item.label} accept={accept} onTake={take} />
      </div>
      <p role="status">
        {share !== null && say('my.uploading', { n: Math.floor(share * 100) })}
        {share === null && given && say('my.uploaded', { name: given.name, size: sizeText(given.sizeBytes) })}
      </p>
      {refused !== '' && (
        <Note tone="bad" live>
          {refused}
        </Note>
      )}
    </>
  )
}

interface FileButtonProps {
  readonly label: string
  readonly what: string
  readonly accept: string
  readonly camera?: true
  readonly onTake: (event: ChangeEvent<HTMLInputElement>) => void
}

/** A file input that looks like a button and stays one for keyboards and readers. */
function FileButton({ label, what, accept, camera, onTake }: FileButtonProps) {
  return (
    <label className="button file-button">
      {label}
      <input
        type="file"
        className="unseen"
        aria-label={`${label}:${what}`}
        accept={accept}
        {...(camera ? { capture: 'environment' as const } : {})}
        onChange={onTake}
      />
    </label>
  )
}
