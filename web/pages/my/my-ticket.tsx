import { Note } from '../../parts/note.tsx'
import { dayText } from '../../parts/time.ts'
import { useSay } from '../../words/language.tsx'

/** What somebody takes along who complained or rated badly: a number, a code to read the answer with, and until when it comes. */
export function Ticket({ no, code, dueAt }: { no: string; code: string; dueAt: string | null }) {
  const say = useSay()
  return (
    <Note tone="info" live>
      <p>{say('my.ticket', { no })}</p>
      <p className="large">{say('my.ticketCode', { code })}</p>
      <p>{dueAt ? say('my.ticketDue', { date: dayText(dueAt) }) : say('my.ticketDays')}</p>
    </Note>
  )
}
