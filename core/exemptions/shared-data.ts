import { z } from 'zod'
import { isDate } from '../form/calendar-date.ts'
import { checkLicenceId } from '../form/licence-id.ts'
import type { Http } from '../ports.ts'

/** Who uses what was looked up, for what: the five elements without which no licence library answers. */
export interface UseElements {
  readonly orgName: string
  readonly username: string
  readonly itemName: string
  readonly itemCode: string
  /** number of the case; '' while it has none */
  readonly businessCode: string
}

/** A question about one material of one applicant. */
export interface SharedDataRequest {
  readonly slot: string
  readonly material: string
  readonly holder: { readonly name: string; readonly idType: string; readonly idNo: string }
  readonly use: UseElements
}

/** A licence of the holder that stands for the material. */
export interface HeldLicence {
  readonly licenceId: string
  /** a date or 长期 */
  readonly validTo: string
  readonly source: string
}

/** What registers of the State know already, so that nobody needs to bring it. Both may throw; nobody waits for them longer than three seconds. */
export interface SharedData {
  /** The name of the register that confirms what the material would show; null where it does not. */
  check(request: SharedDataRequest): Promise<string | null>
  licences(request: SharedDataRequest): Promise<readonly HeldLicence[]>
}

const checkAnswer = z.object({ result: z.enum(['pass', 'fail', 'unknown']), source: z.string().max(100).default('') })
const licencesAnswer = z.object({
  licences: z
    .array(z.object({ licenceId: z.string().max(120), validTo: z.string().max(10), source: z.string().max(100) }))
    .max(50),
})

const TIMEOUT_MS = 3_000
const MOST_BYTES = 256 * 1024

/** The connector to a district's data-sharing platform: `POST {url}/check` and `POST {url}/licences`, JSON. A licence whose identifier is wrong is left out. */
export function createSharedData(http: Http, url: string): SharedData {
  const ask = async <Answer>(path: string, request: SharedDataRequest, shape: z.ZodType<Answer>): Promise<Answer> => {
    const { status, body } = await http.send({
      method: 'POST',
      url: `${url}${path}`,
      headers: { 'content-type': 'application/json' },
      body: new TextEncoder().encode(JSON.stringify(request)),
      connectTimeoutMs: TIMEOUT_MS,
      timeoutMs: TIMEOUT_MS,
      maxResponseBytes: MOST_BYTES,
    })
    if (status !== 200) throw new Error(`shared data answered ${status}`)
    return shape.parse(JSON.parse(new TextDecoder().decode(body)))
  }
  return {
    async check(request) {
      const { result, source } = await ask('/check', request, checkAnswer)
      return result === 'pass' ? source || '数据共享平台' : null
    },
    async licences(request) {
      const { licences } = await ask('/licences', request, licencesAnswer)
      return licences.filter(
        ({ licenceId, validTo }) => checkLicenceId(licenceId) === null && (validTo === '长期' || isDate(validTo)),
      )
    },
  }
}
