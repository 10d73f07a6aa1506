import { isIdNumber, isUscc } from '../check-digits.ts'
import { checkRules } from './business-rules.ts'
import { checkConditions, checkFields } from './check-fields.ts'
import { FIELDS } from './fields.ts'
import { MATTERS, type Matter } from './matters.ts'
import { type Body, isBody, parse, sm3, type WireError } from './wire.ts'

/** §3.4 */
const ENVELOPE = `
    form_business_code:s32:M item_code:s31:M item_name:s100:M form_code:s16:M form_version:s8:M apply_scena:c4:M:ZD_MODE
    area_code:c6:M dept_code:s18:M dept_id:s20:M applicant_uid:s32:M applicant_type:c1:M:ZD_SQRLX apply_name:s200:M
    apply_card_type:c2:M:ZD_ZJLX apply_card_number:s50:M apply_mobile:s11:M apply_date:mt:M form_created:mt:M
    formCreator:s20:M APPLY_SOURCE:c1:M form_digest:s64:M form_content:s1000000:M receive_info:{}:M
    receive_info.receive_org_name:s200:M receive_info.receive_org_code:s18:M receive_info.receive_area_code:c6:M
    receive_info.receive_user_name:s20:M receive_info.receive_time:mt:M receive_info.verify_method:c2:M:ZD_HY
    receive_info.verify_result:c1:M receive_info.verify_time:mt:M receive_info.consent_version:s60:M
    receive_info.consent_time:mt:M receive_info.pledge_time:mt:M`
/** An identifier of GB/T 36904 is longer than the 60 characters that §3.4 gives `exempt_proof`: the region takes it whole. */
const ATTACHMENTS = `
    attach_list:L1..60:M attach_list[].attach_code:s5:M attach_list[].attach_name:s100:M
    attach_list[].material_form:c1:M:ZD_CLXS attach_list[].exempt_by:c1:M:ZD_MTFS attach_list[].count:i2:M
    attach_list[].exempt_proof:s100:C attach_list[].files:L0..50:M attach_list[].files[].file_id:s32:M
    attach_list[].files[].file_name:s100:M attach_list[].files[].file_type:s4:M attach_list[].files[].file_size:i8:M
    attach_list[].files[].file_sm3:s64:M`
/** §3.5 */
const APPLICANT = 'zjyxqz:day:C xb:c1:C:ZD_XB mz:c2:C:ZD_MZ gj:c3:C csrq:day:C dz:ADDR:M'
const OF_PERSON = { fields: 'zjyxqz xb mz gj csrq', where: 'kind', is: /^0$/ }
const AGENT = 'xm:s50:M zjlx:c2:M:ZD_ZJLX zjhm:s50:M sj:s11:M wtsx:s200:M wtqx:day:M'
const RECEIPT = 'fs:c2:M:ZD_LQ sjr:s50:C dh:s20:C dz:ADDR:C yb:s6:C'
const OF_POST = { fields: 'sjr dh dz yb', where: 'fs', is: /^02$/ }

const error = (path: string, code: string, msg: string): WireError => ({ path, code, msg })

/** Whether a file was uploaded under this name, with this size and digest. */
export type HasFile = (id: string, size: unknown, digest: unknown) => boolean

/** Everything in an application that breaks the document, and the code that it is refused by; null where nothing does. */
export function checkApplication(body: Body, hasFile: HasFile): { code: string; errors: WireError[] } | null {
  const matter = MATTERS.get(String(body['item_code']))
  if (!matter || matter.version === '') return { code: '2001', errors: [error('item_code', '2001', '事项未开放')] }
  if (body['form_version'] !== matter.version || body['form_code'] !== `KS${matter.basicCode}`)
    return { code: '2002', errors: [error('form_version', '2002', '表单版本不符')] }
  return refusal([
    ...checkFields(body, ENVELOPE + ATTACHMENTS, ''),
    ...checkEnvelope(body, matter),
    ...checkContent(body, matter, hasFile),
  ])
}

/** §3.6: the whole form once more, and only new materials. */
export function checkSupplement(
  body: Body,
  before: Body,
  hasFile: HasFile,
): { code: string; errors: WireError[] } | null {
  const matter = MATTERS.get(String(before['item_code']))
  const keys =
    'form_business_code:s32:M apply_no:s32:M correct_no:s32:M supplement_time:mt:M form_version:s8:M form_digest:s64:M form_content:s1000000:M explain:s0:M'
  if (!matter) return { code: '3001', errors: [] }
  const whole = { ...before, ...body, attach_list: mergeAttachments(before, body) }
  return refusal([...checkFields(body, keys + ATTACHMENTS, ''), ...checkContent(whole, matter, hasFile)])
}

/** §3.6: what the supplement does not list stays as it was. */
export function mergeAttachments(before: Body, after: Body): Body[] {
  const fresh = attachmentsOf(after)
  const codes = fresh.map(({ attach_code }) => attach_code)
  return [...attachmentsOf(before).filter(({ attach_code }) => !codes.includes(attach_code)), ...fresh]
}

const attachmentsOf = ({ attach_list: list }: Body): Body[] => (Array.isArray(list) ? list.filter(isBody) : [])

function refusal(errors: WireError[]): { code: string; errors: WireError[] } | null {
  const [first] = errors
  if (!first) return null
  return { code: /^\d{4}$/.test(first.code) ? first.code : '2003', errors }
}

function checkEnvelope(body: Body, matter: Matter): WireError[] {
  const type = String(body['apply_card_type'])
  const no = String(body['apply_card_number'])
  const isRight = type === '31' ? isIdNumber(no) : type !== '49' || isUscc(no)
  const same: readonly (readonly [string, unknown])[] = [
    ['item_name', matter.name],
    ['area_code', matter.area],
    ['dept_code', matter.office.code],
    ['dept_id', matter.office.id],
    ['APPLY_SOURCE', '9'],
    ['applicant_uid', sm3(`${type}:${no}`).slice(0, 32)],
  ]
  return [
    ...same.filter(([key, value]) => body[key] !== value).map(([key]) => error(key, 'F103', '与约定不符')),
    ...(isRight ? [] : [error('apply_card_number', 'F104', '校验码错误')]),
    ...(matter.modes.split(' ').includes(String(body['apply_scena']))
      ? []
      : [error('apply_scena', '2010', '情形不开放')]),
    ...(/^1[3-9]\d{9}$/.test(String(body['apply_mobile'])) ? [] : [error('apply_mobile', 'F103', '不是手机号')]),
    ...((body['receive_info'] as Body | undefined)?.['verify_result'] === '1'
      ? []
      : [error('receive_info.verify_result', 'F103', '须通过')]),
  ]
}

function checkContent(body: Body, matter: Matter, hasFile: HasFile): WireError[] {
  if (body['form_digest'] !== sm3(String(body['form_content'])))
    return [error('form_digest', '2007', 'form_digest 不符')]
  const content = parse(body['form_content'])
  if (!content) return [error('form_content', '2008', '不是 JSON')]
  const { sqr, dlr, lq, biz } = content as Record<string, Body>
  const groups = checkFields(content, 'sqr:s0:M dlr:s0:M lq:s0:M biz:s0:M', '').filter(({ code }) => code !== 'F103')
  if (groups.length > 0 || !sqr || !lq || !biz) return groups
  return [
    ...checkFields(sqr, APPLICANT, 'sqr'),
    ...checkConditions({ ...sqr, kind: body['applicant_type'] }, [OF_PERSON], 'sqr'),
    ...(dlr === null ? [] : checkFields(dlr, AGENT, 'dlr')),
    ...checkFields(lq, RECEIPT, 'lq'),
    ...checkConditions(lq, [OF_POST], 'lq'),
    ...checkFields(biz, FIELDS[matter.id], 'biz'),
    ...checkConditions(biz, matter.conditions, 'biz'),
    ...checkRules(matter.id, biz, { ...body, dlr }, 'biz'),
    ...checkAttachments(body, missingMaterials(matter, biz, dlr !== null, attachmentsOf(body)), hasFile),
  ]
}

/** §4.4: codes that the case should have brought. */
export function missingMaterials(
  { materials }: Matter,
  biz: Body,
  hasAgent: boolean,
  brought: readonly Body[],
): string[] {
  const codes = brought.map(({ attach_code }) => attach_code)
  return materials.split(' ').flatMap((word) => {
    const [code = '', condition] = word.split('?')
    const [key = '', value] = condition?.split('=') ?? []
    const needed = condition === undefined || (key === 'dlr' ? hasAgent : biz[key] === value)
    return needed && !codes.includes(code) ? [code] : []
  })
}

function checkAttachments(body: Body, missing: readonly string[], hasFile: HasFile): WireError[] {
  return [
    ...missing.map((code) => error('attach_list', '2004', `缺少材料 ${code}`)),
    ...attachmentsOf(body).flatMap((attachment, index) => {
      const path = `attach_list[${index}]`
      const files = (attachment['files'] as Body[] | undefined) ?? []
      if (attachment['exempt_by'] !== 'N') {
        const proof =
          attachment['exempt_proof'] === undefined ? [error(`${path}.exempt_proof`, 'F101', '必填缺失')] : []
        return files.length > 0 ? [...proof, error(`${path}.files`, 'F106', '免提交不带文件')] : proof
      }
      if (files.length === 0) return [error(`${path}.files`, '2004', '没有文件')]
      return files.flatMap(({ file_id, file_size, file_sm3 }, place) =>
        hasFile(String(file_id), file_size, file_sm3) ? [] : [error(`${path}.files[${place}]`, '2005', '附件无效')],
      )
    }),
  ]
}

/** Whether two messages are the same (§3.2). */
export function isSame(first: Body, second: Body): boolean {
  const essence = (body: Body) =>
    JSON.stringify([
      body['form_digest'],
      attachmentsOf(body).map(({ attach_code, files }) => [
        attach_code,
        (files as Body[]).map(({ file_sm3 }) => file_sm3),
      ]),
    ])
  return essence(first) === essence(second)
}
