import type { PushedCase } from '../contract.ts'
import type { Form } from './wire.ts'

/** §6.1: what may come before, and what must be there. */
const RULES: Readonly<Record<string, { readonly after: readonly string[]; readonly must: readonly string[] }>> = {
  '1S': { after: [''], must: ['SIGN_TIME'] },
  '1T': { after: ['', '1S'], must: ['DOC_TYPE', 'OPINION'] },
  '2Y': { after: ['', '1S', '9Y'], must: ['DOC_TYPE', 'promiseDay'] },
  '2N': { after: ['', '1S', '9Y'], must: ['DOC_TYPE', 'OPINION'] },
  '9B': { after: ['', '1S', '9Y', '2Y'], must: ['DOC_TYPE', 'CORRECT_NO', 'CORRECT_DEADLINE'] },
  '9Y': { after: ['9B'], must: ['CORRECT_NO'] },
  '3K': { after: ['2Y', '9Y'], must: [] },
  '3G': { after: ['2Y', '3K'], must: ['DOC_TYPE', 'SUSPEND_KIND'] },
  '3H': { after: ['3G'], must: ['SUSPEND_END'] },
  '3Z': { after: ['2Y', '3K', '3H'], must: [] },
  '3F': { after: ['2Y', '3K', '3H'], must: ['DOC_TYPE', 'OPINION'] },
  '6M': { after: ['3Z'], must: [] },
  '4B': { after: ['3Z', '6M', '3F', '2Y'], must: ['DOC_TYPE'] },
  '4C': { after: ['', '1S', '2Y', '3K', '9B', '9Y'], must: ['OPINION'] },
  '6J': { after: ['4B'], must: ['EMS_NO'] },
  '6L': { after: ['4B', '6J'], must: ['TAKE_TIME', 'DOC_TYPE'] },
}
const MUST = ['EXE_ID', 'GZ_NO', 'EVENT_NO', 'EVENT_SEQ', 'PROC_STATE', 'PROC_RESULT', 'STATE_TIME', 'HANDLE_ORG']

/** Every breach of the document in a progress message of the gateway. */
export function checkProgress(form: Form, entry: PushedCase): string[] {
  const state = `${form['PROC_STATE']}${form['PROC_RESULT']}`
  const rule = RULES[state]
  const seq = Number(form['EVENT_SEQ'])
  const before = entry.events.at(-1)?.seq ?? 0
  return [
    ...[...MUST, ...(rule?.must ?? [])].filter((key) => !form[key]).map((key) => `状态 ${state} 缺少 ${key}`),
    ...(rule?.after.includes(entry.status) ? [] : [`状态 ${entry.status} 之后不能是 ${state}`]),
    ...(seq > before ? [] : [`EVENT_SEQ ${seq} 不大于 ${before}`]),
    ...(form['EXE_ID'] === entry.gatewayCaseNo ? [] : ['EXE_ID 与登记时不同']),
  ]
}
