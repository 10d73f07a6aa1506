import { z } from 'zod'
import { fromBase64 } from '../../../core/base64.ts'
import type { Charset } from '../../../core/charset.ts'
import { digestText } from '../wss/username-token.ts'
import { csbString } from './csb.ts'
import { formSm3String } from './form-sm3.ts'
import { hmacLinesString } from './hmac-lines.ts'
import { identifyString } from './identify.ts'
import { appKeyString, argumentsString, jpaasString } from './joined.ts'
import { signatureBase, writeParams } from './rfc9421.ts'
import type { Scheme } from './scheme.ts'
import { sidRidRtimeString } from './sid-rid-rtime.ts'
import { tifString } from './tif.ts'
import { aepBusinessString, aepPlainString, aepString, kaString } from './x-aep.ts'
import { caSignedHeaders, caString, contentMd5 } from './x-ca.ts'

/* Every scheme that `explain` knows; what signs real messages is built from the same strings. */

const text = (words: string) => z.string().max(1_000_000).describe(words)
const texts = (words: string) => z.record(z.string(), z.string()).describe(words)
const utf8 = (): Charset => 'utf-8'
const bytesOf = (body: string) => new TextEncoder().encode(body)

type Usual = 'charset' | 'lead'

function scheme<Request>(given: Omit<Scheme<Request>, Usual> & Partial<Pick<Scheme<Request>, Usual>>) {
  return { charset: utf8, lead: () => new Uint8Array(0), ...given }
}

const nationalExchange = scheme({
  name: 'sid-rid-rtime',
  title: '国家数据共享交换平台、国家政务服务平台(gjgxjhpt、gjzwfwpt)',
  source: '130000 河北 2;请求头与 SOAP 头相同',
  request: z.strictObject({
    sid: text('服务编号'),
    rid: text('请求方编号'),
    rtime: text('请求时间,毫秒'),
    prefix: z.enum(['gjgxjhpt', 'gjzwfwpt']).default('gjgxjhpt').describe('名字的前缀'),
  }),
  text: ({ sid, rid, rtime }) => sidRidRtimeString(sid, rid, rtime),
  algorithm: () => 'HMAC-SHA256',
  encoding: 'base64',
  headers: ({ sid, rid, rtime, prefix }, signature) => ({
    [`${prefix}_sid`]: sid,
    [`${prefix}_rid`]: rid,
    [`${prefix}_rtime`]: rtime,
    [`${prefix}_sign`]: signature,
  }),
})

const tif = scheme({
  name: 'tif',
  title: '智能网关(x-tif、x-rio、x-sal);国家医保的令牌为空',
  source: '440000 广东 2.2',
  request: z.strictObject({
    paasid: text('平台编号'),
    timestamp: text('时间,秒'),
    nonce: text('随机串'),
    prefix: z.enum(['x-tif', 'x-rio', 'x-sal']).default('x-tif').describe('请求头的前缀'),
  }),
  text: ({ timestamp, nonce }, secret) => tifString(timestamp, secret, nonce),
  algorithm: () => 'SHA-256',
  encoding: 'hex',
  headers: ({ paasid, timestamp, nonce, prefix }, signature) => ({
    [`${prefix}-paasid`]: paasid,
    [`${prefix}-timestamp`]: timestamp,
    [`${prefix}-nonce`]: nonce,
    [`${prefix}-signature`]: signature,
  }),
})

const xCa = scheme({
  name: 'x-ca',
  title: '阿里云 API 网关(X-Ca)',
  source: '阿里云 API 网关 请求签名',
  request: z.strictObject({
    method: text('HTTP 方法'),
    accept: text('Accept 请求头').default(''),
    contentType: text('Content-Type 请求头').default(''),
    date: text('Date 请求头').default(''),
    headers: texts('参加签名的请求头'),
    path: text('路径,不含参数'),
    parameters: texts('地址的参数;请求体是表单时连同表单的,都取解码后的值').default({}),
    body: text('请求体的文本;是表单或没有时不写').default(''),
    sha1: z.boolean().default(false).describe('X-Ca-Signature-Method 为 HmacSHA1'),
  }),
  text: (request) => caString({ ...request, body: bytesOf(request.body) }),
  algorithm: ({ sha1 }) => (sha1 ? 'HMAC-SHA1' : 'HMAC-SHA256'),
  encoding: 'base64',
  headers: (request, signature) => {
    const md5 = contentMd5(bytesOf(request.body))
    const names = caSignedHeaders(request).map(([name]) => name)
    return {
      ...request.headers,
      ...(md5 === '' ? {} : { 'content-md5': md5 }),
      'x-ca-signature-headers': names.join(','),
      'x-ca-signature': signature,
    }
  },
})

const csb = scheme({
  name: 'csb',
  title: '阿里云 CSB(_api_*)',
  source: '阿里云 CSB SDK',
  request: z.strictObject({
    parameters: z.array(z.tuple([z.string(), z.string()])).describe('_api_* 与业务参数,[名, 值] 的列表,一名可多值'),
    charset: z.enum(['utf-8', 'gbk']).default('utf-8').describe('对方按哪种字符集取字节'),
  }),
  text: ({ parameters }) => csbString(parameters),
  charset: ({ charset }) => charset,
  algorithm: () => 'HMAC-SHA1',
  encoding: 'base64',
  headers: ({ parameters }, signature) => ({
    ...Object.fromEntries(parameters.filter(([name]) => name.startsWith('_api_'))),
    _api_signature: signature,
  }),
})

const appKeyMd5 = scheme({
  name: 'app-key-md5',
  title: '浙江公共数据平台(refreshTokenByKey、refreshTokenBySec、业务调用)',
  source: '330000 浙江 2',
  request: z.strictObject({ appKey: text('应用标识'), requestTime: text('请求时间,毫秒') }),
  text: ({ appKey, requestTime }, secret) => appKeyString(appKey, secret, requestTime),
  algorithm: () => 'MD5',
  encoding: 'hex',
  headers: (request, sign) => ({ ...request, sign }),
})

const argumentsMd5 = scheme({
  name: 'arguments-md5',
  title: '部委接口 request/security',
  source: '部委数据接口(SIC_IF)',
  request: z.strictObject({ argumentsXml: text('arguments 元素连同标签的原文') }),
  text: ({ argumentsXml }, secret) => argumentsString(argumentsXml, secret),
  algorithm: () => 'MD5',
  encoding: 'hex',
  headers: (_, security) => ({ security }),
})

const aep = z.strictObject({ appKey: text('应用标识'), nonce: text('随机串'), timestamp: text('时间') })
const aepHeaders = ({ appKey, nonce, timestamp }: z.infer<typeof aep>, signature: string) => ({
  'x-aep-appkey': appKey,
  'x-aep-nonce': nonce,
  'x-aep-timestamp': timestamp,
  'x-aep-signature': signature,
})

const xAep = scheme({
  name: 'x-aep',
  title: 'x-aep 请求头,带密钥的一种',
  source: '370000 山东 2.3',
  request: aep,
  text: aepString,
  algorithm: () => 'HMAC-SHA256',
  encoding: 'hex',
  headers: aepHeaders,
})

const xAepPlain = scheme({
  name: 'x-aep-plain',
  title: 'x-aep 请求头,密钥在串中的一种',
  source: '各地业务中台',
  request: aep,
  text: (request, secret) => aepPlainString(secret, request),
  algorithm: () => 'SHA-256',
  encoding: 'HEX',
  headers: aepHeaders,
})

const xAepBusiness = scheme({
  name: 'x-aep-business',
  title: 'x-aep 请求头,业务编号在串中的一种',
  source: '各地业务中台',
  request: z.strictObject({ nonce: text('随机串'), timestamp: text('时间'), business: text('业务编号') }),
  text: (request, secret) => aepBusinessString(secret, request.business, request),
  algorithm: () => 'SHA-256',
  encoding: 'HEX',
  headers: ({ nonce, timestamp, business }, signature) => ({
    'x-aep-nonce': nonce,
    'x-aep-timestamp': timestamp,
    'x-aep-busi': business,
    'x-aep-signature': signature,
  }),
})

const xKa = scheme({
  name: 'x-ka',
  title: 'x-ka 请求头,没有密钥',
  source: '各地业务中台',
  request: z.strictObject({ nonce: text('随机串'), timestamp: text('时间') }),
  text: kaString,
  algorithm: () => 'SM3',
  encoding: 'HEX',
  headers: ({ nonce, timestamp }, signature) => ({
    'x-ka-nonce': nonce,
    'x-ka-timestamp': timestamp,
    'x-ka-signature': signature,
  }),
})

const jpaas = scheme({
  name: 'jpaas',
  title: 'JPAAS 网关,没有密钥,只能看出改动',
  source: '大汉 JPAAS gateway.do',
  request: z.strictObject({
    app_id: text('应用编号'),
    interface_id: text('接口编号'),
    biz_content: text('业务内容的 JSON 文本'),
    timestamp: text('时间,毫秒'),
    version: text('版本').default('1.0'),
    charset: text('字符集').default('UTF-8'),
    origin: text('来源').default('1'),
  }),
  text: jpaasString,
  algorithm: () => 'SM3',
  encoding: 'hex',
  headers: (request, sign) => ({ ...request, sign }),
})

const identify = scheme({
  name: 'identify',
  title: '广东统一申办受理 setDataXmlToFocus 的 identify',
  source: '440000 广东 2.1',
  request: z.strictObject({
    timestamp: text('时间,秒'),
    nonce: text('16 位小写十六进制'),
    deptCode: text('部门编码'),
    tableName: text('表名'),
    xml: text('xml 参数还原转义之后的原文'),
  }),
  text: (request, secret) => identifyString(secret, request),
  algorithm: () => 'SHA-256',
  encoding: 'hex',
  headers: ({ timestamp, nonce }, signature) => ({ identify: `${timestamp}.${nonce}.${signature}` }),
})

const hmacLines = scheme({
  name: 'hmac-lines',
  title: '五行 HMAC(时间、随机串、方法、地址、请求体摘要)',
  source: '310000 上海 2.3',
  request: z.strictObject({
    time: text('时间,秒'),
    nonce: text('随机串'),
    method: text('HTTP 方法'),
    target: text('路径连同参数,原样'),
    body: text('请求体的文本').default(''),
  }),
  text: (request) => hmacLinesString({ ...request, body: bytesOf(request.body) }),
  algorithm: () => 'HMAC-SHA256',
  encoding: 'hex',
  headers: ({ time, nonce }, signature) => ({ time, nonce, signature }),
})

const formSm3 = scheme({
  name: 'form-sm3',
  title: '表单字段排序后 SM3,密钥在末尾',
  source: '520000 贵州 2.3',
  request: z.strictObject({ fields: texts('表单的全部字段,签名除外') }),
  text: ({ fields }, secret) => formSm3String(fields) + secret,
  algorithm: () => 'SM3',
  encoding: 'HEX',
  headers: (_, sign) => ({ sign }),
})

const components = z.array(z.tuple([z.string(), z.string()])).describe('参加签名的部分,[名, 值] 的列表,按签名的次序')
const parameters = z.array(z.tuple([z.string(), z.union([z.string(), z.int()])])).describe('签名的参数,[名, 值] 的列表')

const rfc9421 = scheme({
  name: 'rfc9421',
  title: 'HTTP 报文签名(Ed25519 或 SM2);SM2 每次的签名都不同',
  source: 'RFC 9421;500000 重庆',
  request: z.strictObject({
    suite: z.enum(['ed25519', 'sm2-sm3']).describe('算法'),
    label: text('签名的名字').default('sig1'),
    components,
    parameters,
  }),
  text: (request) =>
    signatureBase(
      request.components,
      writeParams(
        request.components.map(([name]) => name),
        request.parameters,
      ),
    ),
  algorithm: ({ suite }) => (suite === 'ed25519' ? 'Ed25519' : 'SM2-SM3'),
  encoding: 'base64',
  headers: (request, signature) => ({
    'signature-input': `${request.label}=${writeParams(
      request.components.map(([name]) => name),
      request.parameters,
    )}`,
    signature: `${request.label}=:${signature}:`,
  }),
})

const usernameToken = scheme({
  name: 'username-token',
  title: 'WS-Security 用户名令牌(PasswordDigest),报文体不在其中',
  source: 'OASIS WSS Username Token Profile 1.1 §3.1',
  request: z.strictObject({
    username: text('wsse:Username'),
    nonce: z.base64().max(1_000).describe('wsse:Nonce 原文(Base64);先解码,字节放在串前'),
    created: text('wsu:Created 原文'),
  }),
  lead: ({ nonce }) => fromBase64(nonce) ?? new Uint8Array(0),
  text: ({ created }, secret) => digestText(created, secret),
  algorithm: () => 'SHA-1',
  encoding: 'base64',
  headers: ({ username, nonce, created }, digest) => ({
    'wsse:Username': username,
    'wsse:Password': digest,
    'wsse:Nonce': nonce,
    'wsu:Created': created,
  }),
})

/** The schemes, in the order in which they are listed. */
export const SCHEMES = [
  nationalExchange,
  tif,
  xCa,
  csb,
  appKeyMd5,
  argumentsMd5,
  xAep,
  xAepPlain,
  xAepBusiness,
  xKa,
  jpaas,
  identify,
  hmacLines,
  formSm3,
  rfc9421,
  usernameToken,
] as const
