import type { ServerResponse } from 'node:http'
import iconv from 'iconv-lite'
import type { Behaviour } from './contract.ts'
import { flood } from './flood.ts'

/** The texts of a region's own answers to an application: what `gbk` says in the wrong charset, and those of the behaviours that register nothing. */
export interface WrongAnswers {
  readonly contentType: string
  readonly registered: string
  readonly busy: string
  readonly otherCase: string
  readonly invalid: string
  /** our value is in its code table no more */
  readonly newCodes: string
  /** its form is another by now, with a field that ours has not */
  readonly newForm: string
}

/** Answers an application as no region should, without registering it; false where the behaviour answers as others do. */
export function misbehave(behaviour: Behaviour, response: ServerResponse, answers: WrongAnswers): boolean {
  const send = (text: string | Uint8Array) =>
    void response.writeHead(200, { 'content-type': answers.contentType }).end(text)
  switch (behaviour) {
    case 'down':
      response.destroy()
      return true
    case 'hang':
      return true
    case 'flood':
      flood(response, answers.contentType)
      return true
    case 'html':
      response.writeHead(200, { 'content-type': 'text/html' }).end('<html><body>系统维护中</body></html>')
      return true
    case 'gbk':
      send(iconv.encode(answers.registered, 'gbk'))
      return true
    case 'busy':
      send(answers.busy)
      return true
    case 'other-case-answer':
      send(answers.otherCase)
      return true
    case 'error-in-200':
      send(answers.invalid)
      return true
    case 'new-codes':
      send(answers.newCodes)
      return true
    case 'new-form':
      send(answers.newForm)
      return true
    default:
      return false
  }
}
