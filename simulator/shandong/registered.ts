import type { Behaviour, ReceivedCase } from '../contract.ts'
import type { XmlElement } from '../xml-reader.ts'
import { listedNames } from './check-application.ts'
import type { Material } from './check-materials.ts'
import { type Row, readRowsOf } from './check-rows.ts'
import type { Matter } from './matters.ts'
import { childOf, type Stage, sectionOf, textOf } from './stage.ts'

/** A case that the gateway sent, as it stands. */
export interface Registered {
  readonly entry: ReceivedCase
  readonly behaviour: Behaviour
  readonly matter: Matter
  readonly application: Stage
  /** XH → text of every message that was taken */
  readonly messages: Map<number, string>
  /** as corrected */
  rows: readonly Row[]
  company: XmlElement | undefined
  version: number
  /** names of materials that are listed and have not come */
  awaited: string[]
  /** names of materials that came since the correction was asked for */
  renewed: string[]
  /** number of the correction that is asked for; '' where none is */
  projectCode: string
  /** XH of the last message about it that the gateway was told */
  told: number
  /** time of the last stage, in ms */
  stageAt: number
  isDenied: boolean
}

/** §1.4: district, day, five digits. */
export function registerCase(stage: Stage, matter: Matter, behaviour: Behaviour, number: string): Registered {
  const application = sectionOf(stage, 'SPSHENQIN')
  return {
    entry: {
      caseNo: stage.caseNo,
      partnerCaseNo: number,
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
    application: stage,
    messages: new Map([[1, stage.text]]),
    rows: readRowsOf(application) ?? [],
    company: sectionOf(stage, 'SPQIYE'),
    version: 1,
    awaited: listedNames(textOf(application, 'ACCEPTLIST')) ?? [],
    renewed: [],
    projectCode: '',
    told: 0,
    stageAt: 0,
    isDenied: false,
  }
}

/** The materials came: what is listed is awaited no more. */
export function takeMaterials(registered: Registered, materials: readonly Material[]): void {
  for (const { name } of materials) {
    const place = registered.awaited.indexOf(name)
    if (place >= 0) registered.awaited.splice(place, 1)
    if (registered.projectCode !== '') registered.renewed.push(name)
  }
}

/** The company's section with other shareholders in it. */
export function withShares(company: XmlElement | undefined, section: XmlElement | undefined): XmlElement | undefined {
  const shares = childOf(section, 'GD')
  if (!company || !shares) return company
  return { ...company, children: [...company.children.filter(({ name }) => name !== 'GD'), shares] }
}
