import { hc } from 'hono/client'
import type { Api } from '../../api/app.ts'
import type { Problem } from '../../api/problem.ts'

/** What the server refused, in its own words; or that nothing answered at all. */
export class Refused extends Error {
  readonly problem: Problem | null
  readonly status: number
  constructor(status: number, problem: Problem | null) {
    super(problem?.detail ?? '')
    this.status = status
    this.problem = problem
  }
}

type Listener = (told: { readonly endsAt: number | null; readonly signedOut: boolean }) => void

const listeners = new Set<Listener>()
/** So long after the last key or click a request is the page's own doing: it does not keep the session. */
const ASKED_BY_A_PERSON_MS = 20_000
let lastActMs = Date.now()
const acted = () => {
  lastActMs = Date.now()
}
for (const act of ['pointerdown', 'keydown'] as const) addEventListener(act, acted, { capture: true, passive: true })

/** Hears when the session will end, and that it has. */
export function onSession(listener: Listener): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

async function send(input: RequestInfo | URL, init: RequestInit = {}): Promise<Response> {
  const headers = new Headers(init.headers)
  if (Date.now() - lastActMs > ASKED_BY_A_PERSON_MS) headers.set('x-background', '1')
  let response: Response
  try {
    response = await fetch(input, { ...init, headers })
  } catch (error) {
    if (init.signal?.aborted) throw error
    throw new Refused(0, null)
  }
  tell(response)
  if (response.ok) return response
  throw new Refused(response.status, await problemOf(response))
}

function tell(response: Response): void {
  const path = new URL(response.url).pathname
  const endsAt = response.headers.get('session-ends-at')
  const signedOut = response.status === 401 && path.startsWith('/api/')
  if (!endsAt && !signedOut) return
  for (const listener of listeners) listener({ endsAt: endsAt ? Date.parse(endsAt) : null, signedOut })
}

async function problemOf(response: Response): Promise<Problem | null> {
  if (!response.headers.get('content-type')?.includes('json')) return null
  return response.json().catch(() => null)
}

/** Says that this page is still wanted though nobody touches it: a screen on the wall has no keys. */
export async function stay(): Promise<void> {
  // what does not answer now will when it is asked next
  await fetch('/api/me/renew', { method: 'POST' }).then(tell, () => {})
}

/** The API, typed by itself. Whatever it refuses is thrown as `Refused`. */
export const { api, auth, public: open } = hc<Api>(location.origin, { fetch: send })

/** What an answer says. */
export async function read<Answer>(pending: Promise<{ json(): Promise<Answer> }>): Promise<Answer> {
  return (await pending).json()
}

/** A file's address: for links and pictures. */
export const fileAddress = (id: string) => `/api/files/${id}`

/** The answer of a request type, as `read` gives it. */
export type AnswerOf<Ask extends (...args: never[]) => Promise<{ json(): Promise<unknown> }>> = Awaited<
  ReturnType<Awaited<ReturnType<Ask>>['json']>
>
