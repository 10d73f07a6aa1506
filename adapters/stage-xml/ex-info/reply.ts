import type { Fault } from '../../../core/fault.ts'
import { isObject, type JsonObject } from '../../../core/json.ts'
import type { InboundMessage, InboundOutcome } from '../../../core/message.ts'
import type { Partner } from '../../../core/protocol.ts'
import type { ExInfoOptions } from '../options.ts'
import { objectsOf } from '../plan.ts'
import { textOf } from '../texts.ts'
import { busAnswer, toResponse, type WireError } from './answer.ts'
import { numbersIn } from './lines.ts'
import { memoryOf } from './memory.ts'
import { toWirePath } from './paths.ts'
import { LIST } from './tables.ts'

/** The region's own acknowledgement. To an application and its materials it says how many of them are there. */
export async function replyToTable(
  outcome: InboundOutcome,
  { reply, kind }: InboundMessage,
  { clock }: Partner<ExInfoOptions>,
  memoOf: () => Promise<JsonObject>,
): Promise<Response> {
  const now = clock.now()
  const table = textOf(reply['table'])
  const repeated = Object.entries(isObject(reply['repeated']) ? reply['repeated'] : {}).map(
    ([name, value]) => [name, textOf(value)] as const,
  )
  const refuse = (errors: readonly WireError[], message = '业务校验未通过') =>
    toResponse({ table, code: '0', message, flag: '0', fields: repeated, errors }, now)
  switch (outcome.outcome) {
    case 'registered':
    case 'processed': {
      const own = kind === 'progress' ? textOf(reply['projectCode']) : outcome.caseNo
      const counts = kind === 'apply' || kind === 'materials' || kind === 'supplement' ? countsOf(await memoOf()) : []
      const fields = [...repeated, ['PROJECT_CODE', own] as const, ...counts]
      const [flag, message] = outcome.duplicate ? (['2', '此前已接收'] as const) : (['1', '接收成功'] as const)
      return toResponse({ table, code: '0', message, flag, fields }, now)
    }
    case 'conflict': {
      const paths = outcome.differences.length > 0 ? outcome.differences.map(({ path }) => path) : ['']
      return refuse(paths.map((path) => ({ code: 'G104', field: toWirePath(path), message: '与此前接收的内容不同' })))
    }
    case 'invalid':
      return refuse(outcome.faults.map(toError))
    case 'unknown-case':
      return refuse([{ code: 'G114', field: '', message: '办件不存在' }])
    case 'not-allowed':
      return refuse([{ code: refusalCode(outcome.code, kind), field: '', message: outcome.message }])
    case 'gap':
      return refuse([{ code: 'G103', field: '', message: `VERSION 应为 ${outcome.expected}` }])
    case 'busy':
      return refuse([{ code: 'G199', field: '', message: '系统繁忙' }], '系统繁忙,请稍后重推')
    case 'state':
    case 'stored':
    case 'file':
      return busAnswer(table, '60', now)
  }
}

/** How many materials are there of how many; after a correction those that it asked for count again. */
function countsOf(memo: JsonObject): (readonly [name: string, value: string])[] {
  const { lastTree } = memo
  const tree = isObject(lastTree) ? lastTree : {}
  const application = isObject(tree['SB']) ? tree['SB'] : {}
  const version = textOf(application['VERSION'])
  const all = numbersIn(application[LIST])
  const came = objectsOf(tree['SBCL'])
  const { asked } = memoryOf(memo)
  const here = all.filter((no) =>
    came.some(
      (one) => one['STUFF_SEQ'] === no && (one['VERSION'] === version || version === '1' || !asked.includes(no)),
    ),
  )
  return [
    ['CLYS', String(here.length)],
    ['CLZS', String(all.length)],
  ]
}

const REFUSALS: Readonly<Record<string, string>> = {
  'matter-unknown': 'G102',
  'direction-closed': 'G115',
  'mode-closed': 'G115',
  'agreement-expired': 'G115',
  'revision-conflict': 'G103',
}

function refusalCode(code: string, kind: InboundMessage['kind']): string {
  return REFUSALS[code] ?? (kind === 'withdraw' ? 'G121' : 'G105')
}

const ERRORS: Readonly<Record<string, string>> = {
  required: 'G107',
  code: 'G108',
  format: 'G109',
  'too-long': 'G109',
  'too-many': 'G109',
  checksum: 'G106',
  unexpected: 'G126',
  unlisted: 'G113',
  revision: 'G103',
  'file-type': 'G112',
  'too-large': 'G112',
}

function toError({ path, code, message }: Fault): WireError {
  return { code: ERRORS[code] ?? 'G125', field: toWirePath(path), message }
}
