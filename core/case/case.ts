import type { JsonObject } from '../json.ts'
import type { CaseMaterial } from '../matter.ts'
import type { Status } from './status.ts'

/** One application by one applicant for one matter, handled by one region. */
export interface Case {
  readonly id: string
  /** our number, printed on the receipt */
  readonly no: string
  /** out: taken here, handled there; in: pushed by the region, handled here */
  readonly direction: 'out' | 'in'
  readonly region: string
  readonly matter: string
  /** CT_MODE */
  readonly mode: string
  readonly status: Status
  /** number of the newest event */
  readonly seq: number
  readonly form: JsonObject
  readonly materials: readonly CaseMaterial[]
  /** the partner's number; of an outbound case only once it was registered there */
  readonly partnerNo: string | null
  /** a protocol's own name for the case, where it has one */
  readonly correlation: string | null
  /** what the protocol must remember between messages of the case, and the correction that is asked for */
  readonly memo: JsonObject
  readonly mappingVersion: string
  /** who decides an inbound case */
  readonly handler: string | null
  /** who collected it */
  readonly clerk: string | null
  /** their staff id */
  readonly clerkId: string | null
  readonly messageSeq: number
  readonly progressSeq: number
  readonly orderNo: number
  /** the case that this one is a leg of, and which leg */
  readonly parentId: string | null
  readonly leg: string | null
  /** the bundle that this case is a child of, and which child */
  readonly bundleId: string | null
  readonly bundleKey: string | null
  readonly createdAt: number
  readonly updatedAt: number
}
