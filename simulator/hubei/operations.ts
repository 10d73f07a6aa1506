import { checkSender, isRegistrationCode } from './check-head.ts'
import { MATTERS } from './matters.ts'
import { fieldOf, type Package, readPackage, spellingFault } from './package.ts'
import type { Answer, HandledCase, Region } from './region.ts'
import { registerCase } from './register-case.ts'
import { refusal } from './replies.ts'
import type { Operate } from './soap-service.ts'
import { takeFeedback } from './take-feedback.ts'
import { takeSupplement } from './take-supplement.ts'
import { answerQuery, takeWithdrawal } from './take-withdrawal.ts'

const say = (text: string): Answer => ({ kind: 'package', text })

const OF_A_CASE: Readonly<Record<string, (region: Region, handled: HandledCase, read: Package) => Answer>> = {
  TYFW_BZCLJSFW: takeSupplement,
  TYFW_CHSQJSFW: takeWithdrawal,
  TYFW_JDCXFW: answerQuery,
}

async function serve(region: Region, operation: string, read: Package): Promise<Answer> {
  const ofACase = OF_A_CASE[operation]
  if (ofACase) {
    const handled = region.handled.get(fieldOf(read.head, 'YWXTBH'))
    return handled ? ofACase(region, handled, read) : say(refusal(read.head, '-63', region.now()))
  }
  const applied = MATTERS.find(({ applyOperation }) => applyOperation === operation)
  if (applied) return registerCase(region, read, applied)
  const told = MATTERS.find(({ feedbackOperation }) => feedbackOperation === operation)
  return told ? takeFeedback(region, read, told) : say(refusal(read.head, '-72', region.now()))
}

/** Receivers must read other spellings than the one of §3.2, so a departure is noted at the case and not refused. */
function noteSpelling(region: Region, operation: string, read: Package): void {
  const number = fieldOf(read.head, 'YWXTBH')
  const view = region.handled.get(number)?.view ?? region.own.get(number)?.view
  const fault = spellingFault(read)
  if (view && fault) view.faults?.push(`${operation}:${fault}`)
}

/** Every operation of the service: what can be read and is allowed goes to the part that takes it (§3.3). */
export function createOperations(region: Region): Operate {
  return async (operation, registrationCode, information) => {
    const read = readPackage(information)
    const head = 'fault' in read ? [] : read.head
    if (!isRegistrationCode(registrationCode)) return say(refusal(head, '-50', region.now()))
    if ('fault' in read) return say(refusal(head, '-41', region.now(), `information:${read.fault}`))
    const refused = checkSender(head, region.now())
    if (refused) return say(refusal(head, refused, region.now()))
    const answer = await serve(region, operation, read)
    noteSpelling(region, operation, read)
    return answer
  }
}
