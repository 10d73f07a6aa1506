import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { type AnswerOf, api, read } from '../../shell/ask.ts'

export type Board = AnswerOf<typeof api.board.$get>
export type Tile = Board['regions'][number]
/** How a tile stands on the page: what is too old to be believed is unknown. */
export type Shown = Tile['state'] | 'unknown'

/** What is older than this says nothing of now, ms. */
const BELIEVED_MS = 30_000
/** Where the stream is cut, the board is asked for anyway. */
const ASK_EVERY_MS = 10_000
const AGAIN_MS = 2_000

/** The board as it stands, asked for with every beat of the stream (two seconds), with its age; `again` while the stream is cut. */
export function useBoard() {
  const { data, error, refetch, dataUpdatedAt } = useQuery({
    queryKey: ['board'],
    queryFn: () => read(api.board.$get()),
    staleTime: 0,
    refetchInterval: ASK_EVERY_MS,
    refetchIntervalInBackground: true,
  })
  const isCut = useBeats(() => void refetch())
  const now = useNow()
  const ageMs = data ? Math.max(0, now - dataUpdatedAt) : 0
  return { board: data, error, refetch, now, ageMs, again: isCut || ageMs > ASK_EVERY_MS, isOld: ageMs > BELIEVED_MS }
}

/** Calls with every beat of the stream; true while there is none. A stream that the server ended or refused is opened anew. */
function useBeats(onBeat: () => void): boolean {
  const [isCut, setCut] = useState(false)
  const [call] = useState(() => ({ onBeat }))
  call.onBeat = onBeat
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    let source: EventSource
    const open = () => {
      source = new EventSource('/api/live')
      source.addEventListener('beat', () => {
        setCut(false)
        call.onBeat()
      })
      source.addEventListener('error', () => {
        setCut(true)
        if (source.readyState === EventSource.CLOSED) timer = setTimeout(open, AGAIN_MS)
      })
    }
    open()
    return () => {
      clearTimeout(timer)
      source.close()
    }
  }, [call])
  return isCut
}

/** This moment, every second anew. */
function useNow(): number {
  const [now, setNow] = useState(Date.now)
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1_000)
    return () => clearInterval(timer)
  }, [])
  return now
}
