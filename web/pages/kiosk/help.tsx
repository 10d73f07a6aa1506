import { useEffect, useState } from 'react'
import { open, read } from '../../shell/ask.ts'
import { useSay } from '../../words/language.tsx'

const ASK_MS = 3_000

/** Which kiosk this is: `/kiosk?no=2`, the first where nothing is said. */
function kioskNo(): number {
  const no = Number(new URLSearchParams(location.search).get('no') ?? 1)
  return Number.isInteger(no) && no >= 1 && no <= 99 ? no : 1
}

/** Calls a person of the window, and says once somebody comes. */
export function Help() {
  const say = useSay()
  const [called, setCalled] = useState<string | null>(null)
  const [told, setTold] = useState<'kiosk.called' | 'kiosk.coming' | 'kiosk.notCalled' | null>(null)
  useEffect(() => {
    if (called === null) return
    const timer = setInterval(() => {
      read(open.kiosk.help[':id'].$get({ param: { id: called } })).then(
        ({ coming }) => coming && setTold('kiosk.coming'),
        () => {},
      )
    }, ASK_MS)
    return () => clearInterval(timer)
  }, [called])
  const call = async () => {
    try {
      setCalled((await read(open.kiosk.help.$post({ json: { kiosk: kioskNo() } }))).id)
      setTold('kiosk.called')
    } catch {
      setTold('kiosk.notCalled')
    }
  }
  return (
    <>
      <p role="status" className="large">
        {told && say(told)}
      </p>
      <button type="button" onClick={() => void call()}>
        {say('kiosk.help')}
      </button>
    </>
  )
}
