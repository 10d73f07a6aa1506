import type { SendResult } from '../../core/message.ts'

/** Why nothing travels over a protocol whose payloads are written and read already. */
export const NOT_CARRIED_HERE = '这种协议目前只能对照和试写报文,收发还没有接上:办件不能送往这个地区,也收不到它的回告'

const FIX = '请改走该地区的窗口,或等本协议的收发接上后再报'

/** A refusal, so that a person sees the case and nothing is taken for sent. */
export function refuseSending(): SendResult {
  return {
    outcome: 'rejected',
    code: 'not-carried',
    message: NOT_CARRIED_HERE,
    faults: [{ path: '', code: 'not-carried', message: NOT_CARRIED_HERE, fix: FIX }],
    exchanges: [],
  }
}
