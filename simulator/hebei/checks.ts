type Body = Record<string, unknown>
interface WireError {
  readonly path: string
  readonly code: string
  readonly message: string
}

const ENVELOPE =
  'messageId version dataVersion Region projectNo projectName catalogCode taskCode taskHandleItem taskName taskVersion projectType applyType handleMode applyDate applyerType applyerName applyerPageType applyerPageCode applyerPageEndDate applyerCountry address entrustFlag contactName contactPageType contactPageCode contactMobile contactPhone2 deliverType deliverName deliverMobile deliverAddress verifyType verifyResult verifyTime consentTime consentVersion consentFileId pledgeTime collectOrgCode collectOrgName collectUserName formData materialData'.split(
    ' ',
  )
const FORMS: Record<string, string[]> = {
  '000131127009':
    'entName uniscid entType leRep reissueType origNum copyNum lossWay lossNo lossDate apprDate regOrg'.split(' '),
  '002036004001':
    'psn_no psn_cert_type certno psn_name gend naty brdy tel insutype insu_admdvs emp_no emp_name rloc_admdvs rloc_coty_type rloc_rea rloc_hsorg_name rloc_hsorg_coner rloc_hsorg_tel out_onln_way resout_addr begndate enddate agnter_name agnter_cert_type agnter_certno agnter_tel agnter_addr agnter_rlts bankacct bankcode acctname memo att_cnt commit_flag out_fil_upld_stas'.split(
      ' ',
    ),
}
const MATERIAL =
  'materialCode materialName id name url num form verifyOrig exemptType certIdentifier exemptSource exemptTime'.split(
    ' ',
  )

/** Everything in an application that breaks the document: keys, texts, check digits, files that were never uploaded. */
export function checkApplication(body: Body, hasFile: (id: string) => boolean): WireError[] {
  const form = FORMS[String(body['catalogCode'])]
  if (!form) return [{ path: 'catalogCode', code: 'E04', message: '事项编码不在清单内' }]
  const errors = [...checkKeys(body, ENVELOPE, ''), ...checkKeys(body['formData'] as Body, form, 'formData.')]
  const materials = (body['materialData'] as Body[] | undefined) ?? []
  for (const [index, material] of materials.entries()) {
    errors.push(...checkKeys(material, MATERIAL, `materialData[${index}].`))
    if (material['exemptType'] === '0' && !hasFile(String(material['id'])))
      errors.push({ path: `materialData[${index}].id`, code: 'E08', message: '附件不存在' })
  }
  if (!hasFile(String(body['consentFileId'])))
    errors.push({ path: 'consentFileId', code: 'E08', message: '附件不存在' })
  if (body['applyerPageType'] === '111' && !isIdentityNumber(String(body['applyerPageCode'])))
    errors.push({ path: 'applyerPageCode', code: 'E05', message: '公民身份号码校验位错误' })
  for (const code of ['HE9901', String(body['catalogCode']) === '002036004001' ? 'HE0701' : 'HE0201']) {
    if (!materials.some((material) => material['materialCode'] === code))
      errors.push({ path: 'materialData', code: 'E01', message: `缺少材料 ${code}` })
  }
  return errors
}

function checkKeys(value: Body | undefined, keys: readonly string[], prefix: string): WireError[] {
  const given = Object.keys(value ?? {})
  return [
    ...keys
      .filter((key) => !given.includes(key))
      .map((key) => ({ path: prefix + key, code: 'E01', message: '缺少键' })),
    ...given
      .filter((key) => !keys.includes(key))
      .map((key) => ({ path: prefix + key, code: 'E07', message: '表外键' })),
    ...given
      .filter((key) => typeof value?.[key] !== 'string' && !['formData', 'materialData'].includes(key))
      .map((key) => ({ path: prefix + key, code: 'E03', message: '标量应为字符串' })),
  ]
}

function isIdentityNumber(text: string): boolean {
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
  const sum = weights.reduce((total, weight, index) => total + weight * Number(text[index]), 0)
  return /^\d{17}[\dX]$/.test(text) && '10X98765432'[sum % 11] === text[17]
}

/** The paths at which two bodies differ, `messageId` aside. */
export function differences(first: unknown, second: unknown, path = ''): string[] {
  if (path === 'messageId' || JSON.stringify(first) === JSON.stringify(second)) return []
  if (typeof first === 'object' && typeof second === 'object' && first && second) {
    return [...new Set([...Object.keys(first), ...Object.keys(second)])].flatMap((key) =>
      differences((first as Body)[key], (second as Body)[key], path === '' ? key : `${path}.${key}`),
    )
  }
  return [path]
}
