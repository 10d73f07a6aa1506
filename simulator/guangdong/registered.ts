import type { Behaviour, ReceivedCase } from '../contract.ts'
import { type Listed, listedIn } from './check-application.ts'
import { type ExInfo, type Field, fieldOf } from './ex-info.ts'
import type { Matter } from './matters.ts'

/** A case that the gateway sent, as it stands. */
export interface Registered {
  readonly entry: ReceivedCase
  readonly behaviour: Behaviour
  readonly matter: Matter
  /** as corrected */
  application: ExInfo
  /** every message that was taken, by table, VERSION and STUFF_SEQ */
  readonly messages: Map<string, ExInfo>
  version: number
  listed: readonly Listed[]
  /** STUFF_SEQ of the materials that are listed and have not come */
  awaited: string[]
  /** STUFF_SEQ of those that a correction asks for; empty where none is open */
  asked: string[]
  isAsked: boolean
  /** every step that was told, in its order */
  readonly told: { readonly table: string; readonly fields: readonly Field[] }[]
  /** time of the last step, in ms */
  stepAt: number
}

/** §3.5: by what a message is known. */
export function keyOf(info: ExInfo): string {
  return `${info.table} ${fieldOf(info, 'VERSION')} ${fieldOf(info, 'STUFF_SEQ')}`
}

/** The fields in which two messages under one key differ; those aside that every attempt has anew. */
export function differences(first: ExInfo, second: ExInfo): string[] {
  const names = new Set([...first.fields, ...second.fields].map(([name]) => name))
  const compared = [...names].filter((name) => name !== 'INSERTTIME' && name !== 'REC_FLAG')
  return compared.filter((name) => fieldOf(first, name) !== fieldOf(second, name))
}

export function registerCase(info: ExInfo, matter: Matter, behaviour: Behaviour, partnerCaseNo: string): Registered {
  const listed = listedIn(fieldOf(info, 'SBCLQD')) ?? []
  return {
    entry: {
      caseNo: fieldOf(info, 'SBLSH'),
      partnerCaseNo,
      matter: matter.id,
      status: '',
      messages: 1,
      duplicates: 0,
      corrections: 0,
      callbackReplies: [],
      faults: [],
    },
    behaviour,
    matter,
    application: info,
    messages: new Map([[keyOf(info), info]]),
    version: 1,
    listed,
    awaited: listed.map(({ seq }) => seq),
    asked: [],
    isAsked: false,
    told: [],
    stepAt: 0,
  }
}

/** How many materials are there of how many (§3.5, §6.2). */
export function countsOf({ listed, awaited }: Registered): readonly [number, number] {
  return [listed.length - awaited.length, listed.length]
}
