import { licenceId } from '../check-digits.ts'
import { addWorkHours, dateText, momentText, workdaysLater } from './china-time.ts'
import { asText, type JsonObject, valueAt } from './json.ts'
import type { HandledCase, OpenCorrection, Region } from './region.ts'

/** What an event says beside its numbers and time. */
export type EventDraft = { state: string; sub?: string } & JsonObject

/** A demonstration file of the container an OFD is: it starts with `PK`. */
export function ofdBytes(label: string): Uint8Array {
  return Buffer.concat([Buffer.from([0x50, 0x4b, 0x03, 0x04]), Buffer.from(`%demo ${label}\n`)])
}

function documentGroup(region: Region, handled: HandledCase, type: string, title: string): JsonObject {
  const year = dateText(region.now()).slice(0, 4)
  const no = `渝九办〔${year}〕${region.nextNumber()}号`
  const file = region.shelf.put(ofdBytes(`${handled.view.caseNo} ${type}`), `${title}.ofd`, 'application/ofd')
  return { type, no, title, date: dateText(region.now()), file: { ...file } }
}

export function received(): EventDraft {
  return { state: 'received' }
}

export function accepted(region: Region, handled: HandledCase): EventDraft {
  const hours = handled.matter.slaHours
  return {
    state: 'accepted',
    sla: { hours, basis: 'work', dueAt: momentText(addWorkHours(region.now(), hours)) },
    document: documentGroup(region, handled, 'acceptance_notice', '受理通知书'),
  }
}

export function refused(region: Region, handled: HandledCase): EventDraft {
  return {
    state: 'refused',
    note: '不属于本机关职权范围',
    document: documentGroup(region, handled, 'refusal_notice', '不予受理通知书'),
  }
}

export function inReview(): EventDraft {
  return { state: 'in_review' }
}

export function approved(region: Region, handled: HandledCase): EventDraft {
  return {
    state: 'approved',
    document: documentGroup(region, handled, 'decision_letter', '准予决定书'),
    decision: { result: 'approve', decidedAt: momentText(region.now()) },
  }
}

export function denied(region: Region, handled: HandledCase): EventDraft {
  return {
    state: 'denied',
    document: documentGroup(region, handled, 'decision_letter', '不予许可决定书'),
    decision: {
      result: 'deny',
      decidedAt: momentText(region.now()),
      reason: '经审查不符合法定条件',
      remedy: '可在六十日内申请行政复议,或者在六个月内提起行政诉讼',
    },
  }
}

export function making(): EventDraft {
  return { state: 'issued', sub: 'making' }
}

/** Done: with the new licence where there is one, else with what comes back of the form. */
export function done(region: Region, handled: HandledCase): EventDraft {
  const { licence, back, officeCode, officeName } = handled.matter
  if (!licence) return { state: 'done', ...(back ? { back: structuredClone(back) } : {}) }
  const of = (said: string): string => (said.startsWith('/') ? asText(valueAt(handled.body, said)) : said)
  const today = dateText(region.now())
  const serial = `${today.slice(0, 4)}${String(region.nextNumber()).padStart(16, '0')}`
  const bytes = ofdBytes(`${handled.view.caseNo} licence`)
  const file = region.shelf.put(bytes, `${licence.name}.ofd`, 'application/ofd')
  return {
    state: 'done',
    licence: {
      typeCode: licence.typeCode,
      name: licence.name,
      no: of(licence.no),
      licenceId: licenceId(licence.typeCode, officeCode, serial),
      holderName: of(licence.holderName),
      holderCode: of(licence.holderCode),
      issuerName: officeName,
      issuerCode: officeCode,
      issuedOn: today,
      validFrom: today,
      ...(licence.years === undefined ? {} : { validTo: lastDay(today, licence.years) }),
      openEnded: licence.years === undefined,
      file: { ...file },
    },
  }
}

/** The last of so many years from that day on. */
function lastDay(from: string, years: number): string {
  const [year = 0, month = 1, day = 1] = from.split('-').map(Number)
  return new Date(Date.UTC(year + years, month - 1, day - 1)).toISOString().slice(0, 10)
}

/** Done after a denial: nothing issued. */
export function doneWithoutLicence(): EventDraft {
  return { state: 'done' }
}

export function needCorrection(region: Region, handled: HandledCase, correction: OpenCorrection): EventDraft {
  const { no, round, baseRevision, items } = correction
  const field = items.find((item) => item.target === 'field')
  const material = items.find((item) => item.target === 'material')
  const failed = material && {
    materialCode: material.materialCode ?? '',
    ...(material.fileId ? { fileId: material.fileId } : {}),
    result: 'fail',
    reason: material.reason,
  }
  return {
    state: 'need_correction',
    document: documentGroup(region, handled, 'correction_notice', '补正材料通知书'),
    correction: {
      no,
      issuedAt: momentText(region.now()),
      dueAt: momentText(workdaysLater(region.now(), 10)),
      round,
      baseRevision,
      items: items.map((item) => ({ ...item })),
    },
    ...(field ? { fieldResults: [{ pointer: field.pointer ?? '', result: 'fail', reason: field.reason }] } : {}),
    ...(failed ? { materialResults: [failed] } : {}),
  }
}

export function corrected(): EventDraft {
  return { state: 'corrected' }
}

export function withdrawn(): EventDraft {
  return { state: 'withdrawn', note: '申请人撤回' }
}
