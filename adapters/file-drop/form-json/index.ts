import type { Collected } from '../../../core/message.ts'
import type { Partner } from '../../../core/protocol.ts'
import type { FormJsonOptions } from '../options.ts'
import { collectApplications } from './collect-applications.ts'
import { collectEvents } from './collect-events.ts'

export { decodeForm, encodeForm } from './payload.ts'
export { sendForm } from './send.ts'

/** What the region tells of our cases, then its own. */
export async function* collectForms(partner: Partner<FormJsonOptions>): AsyncGenerator<Collected> {
  yield* collectEvents(partner)
  yield* collectApplications(partner)
}
