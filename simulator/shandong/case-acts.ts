import type { ServerResponse } from 'node:http'
import { checkAmendment, takeAmendment } from './amendment.ts'
import { checkMaterials, readMaterials } from './check-materials.ts'
import { answer, type Desk, invalid, remember, takenBy } from './desk.ts'
import { scriptOf } from './progress.ts'
import { type Registered, takeMaterials } from './registered.ts'
import { checkSection, SECTION_RULES } from './section-rules.ts'
import { type Stage, sectionOf } from './stage.ts'

/** What is done with a message about a case that is there, its number being the next. */
export type Act = (desk: Desk, registered: Registered, stage: Stage, response: ServerResponse) => Promise<void>

const DECIDED = ['GDBSSPCL 3', 'SPBANJIE', 'SPSHENPIJIEGUO', 'SHOULI 2']

const bringMaterials: Act = async (desk, registered, stage, response) => {
  const { matter, behaviour, version, projectCode } = registered
  const errors = checkMaterials(stage, matter, projectCode === '' ? version : version + 1)
  if (errors.length > 0) return answer(desk, response, invalid(stage.caseNo, errors, '材料缺失或摘要不符'))
  const waited = registered.awaited.length > 0
  takeMaterials(registered, readMaterials(stage))
  remember(registered, stage)
  answer(desk, response, takenBy(registered))
  if (!waited || registered.awaited.length > 0) return
  const { first } = scriptOf(behaviour, matter)
  await desk.progress.tell(registered, behaviour === 'callback-first' ? first.slice(1) : first)
  if (behaviour === 'unknown-case') await desk.progress.tellOfStranger(registered)
}

const amend: Act = async (desk, registered, stage, response) => {
  const errors = checkAmendment(registered, stage)
  if (errors.length > 0) return answer(desk, response, invalid(stage.caseNo, errors))
  takeAmendment(registered, stage)
  remember(registered, stage)
  answer(desk, response, takenBy(registered))
  await desk.progress.tell(registered, scriptOf(registered.behaviour, registered.matter).afterCorrection)
}

const withdraw: Act = async (desk, registered, stage, response) => {
  const errors = checkSection(sectionOf(stage, 'SPCHEXIAO'), SECTION_RULES.SPCHEXIAO)
  if (errors.length > 0) return answer(desk, response, invalid(stage.caseNo, errors))
  const late = [{ code: 'SD2014', path: 'SPCHEXIAO', msg: '批准后不能撤回' }]
  if (DECIDED.some((step) => registered.entry.status.startsWith(step)))
    return answer(desk, response, invalid(stage.caseNo, late, '当前状态不允许'))
  remember(registered, stage)
  answer(desk, response, takenBy(registered))
  await desk.progress.tell(registered, ['SPBANJIE 3'])
}

/** By operation. */
export const ACTS: Readonly<Record<string, Act>> = {
  receiveApplyMaterial: bringMaterials,
  receiveCorrectResult: amend,
  receiveWithdraw: withdraw,
}
