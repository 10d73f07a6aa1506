import type { ServerResponse } from 'node:http'
import { checkApplication, listedIn } from './check-application.ts'
import { checkMaterial } from './check-material.ts'
import { answer, type Desk, refusal, refusedFor, remember, takenBy } from './desk.ts'
import { type ExInfo, fieldOf } from './ex-info.ts'
import { scriptOf } from './progress.ts'
import type { Registered } from './registered.ts'

/** What is done with a new message about a case that is there. */
export type Act = (desk: Desk, registered: Registered, info: ExInfo, response: ServerResponse) => Promise<void>

const DECIDED = ['SPCL 3', 'BJ', 'SL 0']

const bringMaterial: Act = async (desk, registered, info, response) => {
  const { matter, version, listed } = registered
  const errors = checkMaterial(info, matter, listed)
  if (fieldOf(info, 'VERSION') !== String(version))
    errors.push({ code: 'G103', field: 'SBCL/VERSION', msg: `应为 ${version}` })
  if (errors.length > 0) return answer(desk, info, response, refusedFor(errors))
  const waited = registered.awaited.length > 0
  registered.awaited = registered.awaited.filter((seq) => seq !== fieldOf(info, 'STUFF_SEQ'))
  remember(registered, info)
  answer(desk, info, response, takenBy(registered))
  if (waited) await goOn(desk, registered)
}

/** §6.2, 1: the whole form once more; what was asked for is awaited again. */
const amend: Act = async (desk, registered, info, response) => {
  const { matter, version, asked, entry } = registered
  const refuse = (code: string, field: string, msg: string) => answer(desk, info, response, refusal(code, field, msg))
  if (fieldOf(info, 'VERSION') !== String(version + 1)) return refuse('G103', 'SB/VERSION', `应为 ${version + 1}`)
  if (fieldOf(info, 'PROJECT_CODE') !== entry.partnerCaseNo) return refuse('G114', 'SB/PROJECT_CODE', '办件不存在')
  if (!registered.isAsked) return refuse('G124', 'SB/CZLX', '没有补正告知')
  const errors = checkApplication(info, matter)
  if (errors.length > 0) return answer(desk, info, response, refusedFor(errors))
  registered.application = info
  registered.version += 1
  registered.listed = listedIn(fieldOf(info, 'SBCLQD')) ?? []
  registered.awaited = [...asked]
  registered.isAsked = false
  entry.corrections += 1
  remember(registered, info)
  answer(desk, info, response, takenBy(registered))
  await goOn(desk, registered)
}

const withdraw: Act = async (desk, registered, info, response) => {
  const { matter, version, entry } = registered
  if (DECIDED.some((step) => entry.status.startsWith(step)))
    return answer(desk, info, response, refusal('G121', 'SB/CZLX', '已过可撤回环节'))
  const errors = checkApplication(info, matter)
  if (fieldOf(info, 'VERSION') !== String(version + 1))
    errors.push({ code: 'G103', field: 'SB/VERSION', msg: '不连续' })
  if (errors.length > 0) return answer(desk, info, response, refusedFor(errors))
  registered.version += 1
  remember(registered, info)
  answer(desk, info, response, takenBy(registered))
  await desk.progress.tell(registered, ['BJ 2'])
}

/** Once all is there that is awaited. */
async function goOn({ progress }: Desk, registered: Registered): Promise<void> {
  const { awaited, version, behaviour, matter } = registered
  if (awaited.length > 0) return
  const { first, afterCorrection } = scriptOf(behaviour, matter)
  if (version > 1) return progress.tell(registered, afterCorrection)
  await progress.tell(registered, behaviour === 'callback-first' ? first.slice(1) : first)
  if (behaviour === 'unknown-case') await progress.tellOfStranger(registered)
}

/** By CZLX of an application, and for a material. */
export const ACTS: Readonly<Record<string, Act>> = { material: bringMaterial, U: amend, D: withdraw }
