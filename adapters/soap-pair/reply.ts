import type { Json, JsonObject } from '../../core/json.ts'
import type { InboundMessage, InboundOutcome } from '../../core/message.ts'
import type { Partner } from '../../core/protocol.ts'
import { type About, answer, answerFaults, type Outcome } from './answer.ts'
import type { RecordFault } from './check-records.ts'
import { fieldCodeOf, meaningOf } from './codes.ts'
import { changePlace, toPlace } from './field-paths.ts'
import type { Options } from './options.ts'
import { numbered, type PackageRecord, SIDS } from './package.ts'
import { elementsOf, textOf } from './tree-records.ts'

/** The region's own acknowledgement: CODE in the head, and in the record our number of the case, or everything that is wrong. */
export async function reply(
  outcome: InboundOutcome,
  message: InboundMessage,
  partner: Partner<Options>,
): Promise<Response> {
  const about = message.reply as About
  const say = (said: Outcome, records: readonly PackageRecord[] = []) => answer(about, said, records, partner)
  switch (outcome.outcome) {
    case 'registered':
    case 'processed': {
      const code = outcome.duplicate ? '-61' : '10'
      return say({ code }, [done(textOf(about['sid']), code, [['YWLSH', outcome.caseNo]])])
    }
    case 'state':
      return say({ code: '10' }, states(outcome.events, Number(about['since'])))
    case 'invalid':
      return answerFaults(
        about,
        outcome.faults.map((fault) => toRecordFault(fault, message, about)),
        partner,
      )
    case 'conflict':
      return say({ code: '-62' })
    case 'unknown-case':
      return say({ code: '-63' })
    case 'not-allowed':
      return say({ code: outcome.code === 'state-conflict' ? '-64' : '-72', message: outcome.message })
    case 'gap':
      return say({ code: '-65', message: `缺反馈序号 ${outcome.expected}` })
    case 'busy':
      return say({ code: '-99' })
    case 'stored':
    case 'file':
      throw new Error('no operation of this protocol asks for files')
  }
}

function done(sid: string, code: string, fields: PackageRecord['fields']): PackageRecord {
  return { sid, no: 1, fields, code, message: meaningOf(code) }
}

/** Feedbacks behind a number, by number, type and time alone. */
function states(events: readonly Json[], since: number): PackageRecord[] {
  const mains = events.flatMap((event) => {
    const main = (event as JsonObject)['main'] ?? {}
    return elementsOf(Array.isArray(main) ? main.slice(0, 1) : [main])
  })
  const behind = mains.filter(({ FKXH }) => Number(FKXH) > since)
  return numbered(
    behind.map((main) => {
      const fields = ['FKXH', 'FKLXDM', 'FKSJ'].map((name) => [name, textOf(main[name])] as const)
      return { sid: SIDS.state, fields, code: '10', message: meaningOf('10') }
    }),
  )
}

function toRecordFault(
  { path, code, message }: { path: string; code: string; message: string },
  { kind, tree }: InboundMessage,
  about: About,
): RecordFault {
  const requestSid = textOf(about['requestSid'])
  const place = toPlace(path, requestSid)
  const said = kind === 'supplement' ? changePlace(place, elementsOf(tree['changes']), requestSid) : place
  // a class that is not in the list is told by its own code
  const ofClass = place.sid === SIDS.file && place.field === 'CLLBDM' && (code === 'code' || code === 'unexpected')
  return { ...said, code: ofClass ? '-913' : fieldCodeOf(code), message }
}
