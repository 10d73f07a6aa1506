import { differences } from './check-application.ts'
import type { HandledCase } from './progress.ts'
import type { Body, WireError } from './wire.ts'

/** §3.4: only what was asked for may change, and only what was asked for comes anew. */
export function checkSupplement(body: Body, { supplementNo, caseNo, matter, body: before }: HandledCase): WireError[] {
  const asked = `ApplyForm.${matter.asked.key}`
  const paths = differences({ ApplyForm: before['ApplyForm'] }, { ApplyForm: body['ApplyForm'] })
  const [file] = (before['Attachments'] as Body[]).filter(({ ExemptType }) => ExemptType === '0')
  const codes = (body['Attachments'] as Body[]).map(({ StuffCode }) => StuffCode)
  const removed = body['RemoveFileIds'] as unknown[]
  const error = (Path: string, ErrMsg: string) => ({ Path, ErrCode: 'NotAllowed', ErrMsg })
  return [
    ...(supplementNo !== '' && body['SupplementNo'] === supplementNo ? [] : [error('SupplementNo', '没有这次补正')]),
    ...(body['CaseNo'] === caseNo ? [] : [error('CaseNo', '与登记时不同')]),
    ...paths.filter((path) => path !== asked).map((path) => error(path, '没有要求改')),
    ...codes.filter((code) => code !== file?.['StuffCode']).map((code) => error(`Attachments(${code})`, '没有要求补')),
    ...(removed.length === 1 && removed[0] === file?.['FileId'] ? [] : [error('RemoveFileIds', '应列被退的旧件')]),
  ]
}

/** A case's application after a supplement. */
export function withSupplement(before: Body, { ApplyForm, Attachments, RemoveFileIds }: Body): Body {
  const removed = RemoveFileIds as unknown[]
  const kept = (before['Attachments'] as Body[]).filter(({ FileId }) => FileId === null || !removed.includes(FileId))
  return { ...before, ApplyForm, Attachments: [...kept, ...(Attachments as Body[])] }
}
