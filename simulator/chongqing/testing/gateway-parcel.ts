import { createHash, createPrivateKey, randomBytes, randomUUID, sign } from 'node:crypto'
import { request } from 'node:http'
import { verifySm2 } from '../http-signature.ts'
import type { JsonObject } from '../json.ts'

const SEED = '22e7ebe4dff9adbb1750dfbf38fb36fa661b69f0081a5ab7b4bc8fa13be69b4c'
export const PUBLIC_KEY = '1782900378c40ae06ffd0376c3ed54025edb0b98057d4a7fc09a0d0c96b2ad3c'
export const SM2_PUBLIC_KEY =
  '04c17478f2057cf941b37c00879c110b8c4d268dbc85234848a643fe2766ffe78953c3cd3066744c24e72f21673ac7942e7af7b09480d9283dbaa6d419aff490d4'
const PRIVATE_KEY = createPrivateKey({
  key: Buffer.from(`302e020100300506032b657004220420${SEED}`, 'hex'),
  format: 'der',
  type: 'pkcs8',
})
export const JSON_TYPE = 'application/json; charset=utf-8'
export const WITH_BODY =
  '"@method" "@authority" "@path" "@query" "content-digest" "content-type" "tb-sender" "tb-receiver" "tb-message-id"'
const WITHOUT_BODY = WITH_BODY.replace('"content-digest" "content-type" ', '')
export const REPLY = '"@status" "content-digest" "content-type" "tb-message-id"'

/** The body of the document's 9.1, byte for byte. */
export const BODY_91 =
  '{"specVersion":"1.4","bizNo":"WH20260302000201","matterCode":"11500107MB0000131Q4002036004001","basicCode":"002036004001","formVersion":"2026.2","mode":"online","divisionCode":"500107000000","submittedAt":"2026-03-02T09:15:00+08:00","subjectType":"PERSON","subjectName":"次仁","certType":"01","certNo":"510107190001010017","certExpiry":"2099-12-31","gender":"M","ethnicity":"ZA","nationality":"CN","birthDate":"1900-01-01","phone":"13800000001","delivery":{"method":"elicence"},"verification":{"method":"card_face","passed":true,"at":"2026-03-02T09:08:21+08:00"},"consent":{"signedAt":"2026-03-02T09:10:05+08:00","version":"2026-01","fileId":"f_cf91c198323ead45d4ee5bd5ba7295b8"},"pledge":{"signedAt":"2026-03-02T09:14:40+08:00"},"intake":{"divisionCode":"510107000000","orgCode":"11510107000000000U","orgName":"成都市武侯区政务服务中心(示例)","clerkName":"窗口示例一"},"form":{"insuranceKind":"employee","insuredDivision":"500107000000","visitDivision":"510107000000","category":"long_stay","linkMode":"interprovincial","awayAddr":"四川省成都市武侯区示例路1号","startDate":"2026-03-02","openEnded":true,"residenceProof":"permit"},"files":[{"fileId":"f_de9b9972c29ed0c73610be6079a81355","materialCode":"CQ-07-01","name":"备案表.pdf","mediaType":"application/pdf","sizeBytes":47,"digest":"sha-256=:ZOLghf7iiZUO6nDmecZ1YV0MFPomoGzO7PyWQydizRg=:","form":"electronic","copies":1,"originalSeen":true,"url":"https://gw.wuhou.example/tb/v1/files/f_de9b9972c29ed0c73610be6079a81355?t=vqDEgrzwZKfTWR1gSJu4HzoZ","urlExpiresAt":"2026-03-03T09:15:00+08:00"},{"materialCode":"CQ-07-02","exempt":{"kind":"elicence","licenceId":"1.2.156.3005.2.11100000000013338W011.11510107000000000U.20260000000000000012.001.3","source":"电子证照库","at":"2026-03-02T09:09:30+08:00"}},{"materialCode":"CQ-07-07","exempt":{"kind":"data_check","source":"公安人口库","at":"2026-03-02T09:08:21+08:00"}},{"materialCode":"CQ-07-08","exempt":{"kind":"data_check","source":"公安人口库","at":"2026-03-02T09:08:21+08:00"}},{"fileId":"f_cf91c198323ead45d4ee5bd5ba7295b8","materialCode":"CQ-99-01","name":"同意书.pdf","mediaType":"application/pdf","sizeBytes":47,"digest":"sha-256=:VpzLbfrdyKADq5vtTJEHmsF+F/6HDGFiSyAI+NA1XHs=:","form":"electronic","copies":1,"originalSeen":true,"url":"https://gw.wuhou.example/tb/v1/files/f_cf91c198323ead45d4ee5bd5ba7295b8?t=wH47I_CJTXcgKxBelCzGD8Lu","urlExpiresAt":"2026-03-03T09:15:00+08:00"}]}'
export const SIGNATURE_91 = 'GrCF4dZep8HbAE9iawhiNKS4DdO3nb7rVKJZQ2U4DvI0KGB5ydR6bFV+qy53u6FdVYWTq0X2Rl5cSqplj9/jAw=='
export const CREATED_91 = 1772414100
export const NONCE_91 = 'Z2uLuEznJn3VIN7KSBHI8Q'
export const MESSAGE_91 = '8c1f5a7e-42d9-4b60-9e3a-51f0c7d2b684'

export const digest = (bytes: string | Uint8Array): string =>
  `sha-256=:${createHash('sha256').update(bytes).digest('base64')}:`
export const ed25519 = (base: string): string => sign(null, Buffer.from(base), PRIVATE_KEY).toString('base64')

export function baseOf(list: string, values: Record<string, unknown>, params: string): string {
  const names = list.replaceAll('"', '').split(' ')
  return [...names.map((name) => `"${name}": ${values[name]}`), `"@signature-params": ${params}`].join('\n')
}

export interface Parcel {
  method?: string
  target?: string
  host: string
  body?: string
  messageId?: string
  created: number
  nonce?: string
}

/** Headers of the gateway's request by the document's §2.4, and the base they sign. */
export function gatewayHeaders(parcel: Parcel): { headers: Record<string, string>; base: string } {
  const { method = 'POST', target = '/tb/v1/cases', host, body, created } = parcel
  const [path, query = ''] = target.split('?')
  const headers: Record<string, string> = {
    'tb-sender': '510107000000',
    'tb-receiver': '500000000000',
    'tb-message-id': parcel.messageId ?? randomUUID(),
    ...(body === undefined ? {} : { 'content-type': JSON_TYPE, 'content-digest': digest(body) }),
  }
  const list = body === undefined ? WITHOUT_BODY : WITH_BODY
  const nonce = parcel.nonce ?? randomBytes(16).toString('base64url')
  const params = `(${list});created=${created};expires=${created + 300};nonce="${nonce}";keyid="wuhou-ed25519-2026a";alg="ed25519";tag="tongban-v1"`
  const values = { ...headers, '@method': method, '@authority': host, '@path': path, '@query': `?${query}` }
  const base = baseOf(list, values, params)
  return { headers: { ...headers, host, 'signature-input': `tb=${params}`, signature: `tb=:${ed25519(base)}:` }, base }
}

export const parcel91 = (): Parcel => ({
  host: 'tb.cq.example',
  body: BODY_91,
  messageId: MESSAGE_91,
  created: CREATED_91,
  nonce: NONCE_91,
})

export interface Answer {
  status: number
  bytes: Buffer
  headers: Record<string, unknown>
  json: JsonObject
  isSigned: boolean
}

function isSignedBySm2(status: number, headers: Record<string, unknown>, bytes: Buffer): boolean {
  const params = String(headers['signature-input']).slice(3)
  const signature = /^tb=:(.*):$/.exec(String(headers['signature']))?.[1] ?? ''
  const isDigest = headers['content-digest'] === `sm3=:${createHash('sm3').update(bytes).digest('base64')}:`
  return isDigest && verifySm2(baseOf(REPLY, { ...headers, '@status': status }, params), signature, SM2_PUBLIC_KEY)
}

export function send(url: string, parcel: Parcel, headers: Record<string, string>): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const target = new URL(parcel.target ?? '/tb/v1/cases', url)
    const outgoing = request(target, { method: parcel.method ?? 'POST', headers }, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('end', () => {
        const bytes = Buffer.concat(chunks)
        const status = response.statusCode ?? 0
        const isJson = String(response.headers['content-type']).includes('json')
        const json = isJson ? (JSON.parse(bytes.toString()) as JsonObject) : {}
        const isSigned = 'signature' in response.headers && isSignedBySm2(status, response.headers, bytes)
        resolve({ status, bytes, headers: response.headers, json, isSigned })
      })
    })
    outgoing.on('error', reject)
    outgoing.end(parcel.body)
  })
}

/** The reply of 9.1 as it is signed, and its SM2 signature. */
export const REPLY_91 = {
  params: `(${REPLY});created=1772414102;keyid="cq-sm2-2026a";alg="sm2-sm3";tag="tongban-v1-reply"`,
  values: {
    '@status': 201,
    'content-digest': 'sm3=:5kDKmMW83JoFKalKJtAt0A2LwxkGDXPXrQZhsPQ980g=:',
    'content-type': JSON_TYPE,
    'tb-message-id': MESSAGE_91,
  },
  signature: 'a/0n6wjBJTJiJjM2gKJ/3nJ95cE0e7PXiUYbyxMf2/B0o45JMklI5j8H0ayaYtXqvCNZ5RzNujy+iMkaU5E2yQ==',
}

/** The request of 9.6 as it is signed, and its SM2 signature. */
export const REQUEST_96 = {
  params: `(${WITH_BODY});created=1772414160;expires=1772414460;nonce="LY5FLhY0yuQuF8yeyXSv7Q";keyid="cq-sm2-2026a";alg="sm2-sm3";tag="tongban-v1"`,
  values: {
    '@method': 'POST',
    '@authority': 'gw.wuhou.example',
    '@path': '/tb/v1/cases',
    '@query': '?',
    'content-digest': 'sm3=:Hx1d0R8GV1RoIjC2XjAjxA+Os0Zq1jn76iL//T/E7Xg=:',
    'content-type': JSON_TYPE,
    'tb-sender': '500000000000',
    'tb-receiver': '510107000000',
    'tb-message-id': '0a7d3f58-e1b4-4296-8c5d-9f62b0e14a73',
  },
  signature: 'jMr9QsuNhBwHT8tmhAylFQ/ee+HxyT1LOiIfIJPBHvourkdDcdBHe/N0M/0sfk28ejzDtRaPC1Av6ebNOXJRig==',
}

/** The body of the reply to 9.1, its running number left out. */
export const REGISTERED_91 = {
  outcome: 'registered',
  bizNo: 'WH20260302000201',
  caseNo: 'CQ50010720260302',
  revision: 1,
  receivedAt: '2026-03-02T09:15:02+08:00',
  sla: { hours: 2, basis: 'work' },
  files: [
    { fileId: 'f_de9b9972c29ed0c73610be6079a81355', state: 'pending' },
    { fileId: 'f_cf91c198323ead45d4ee5bd5ba7295b8', state: 'pending' },
  ],
}

/** The 401 of 9.7. */
export const UNAUTHORIZED = {
  type: 'https://tb.cq.example/problems/unauthorized',
  title: '未通过验证',
  status: 401,
  code: 'unauthorized',
  detail: '请求未通过验证',
}
