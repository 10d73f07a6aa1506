import { asArray, type JsonObject, valueAt } from './json.ts'
import type { Shape } from './shape.ts'
import type { Side } from './side.ts'
import {
  address,
  code,
  constant,
  country,
  date,
  division,
  fileId,
  flag,
  integer,
  mobile,
  moment,
  pattern,
  personName,
  telephone,
  text,
} from './value-checks.ts'

const isPerson = (root: JsonObject): boolean => root['subjectType'] === 'PERSON'
const isCollected = (root: JsonObject): boolean => root['mode'] === 'collect'
const isMailed = (root: JsonObject): boolean => valueAt(root, '/delivery/method') === 'mail'
export const hasAgent = (root: JsonObject): boolean => root['agent'] !== undefined

function agentShape(matter: string): Shape {
  return {
    name: { need: 'M', check: personName },
    certType: { need: 'M', check: code('CQ_CERT') },
    certNo: { need: 'M', check: text(50) },
    phone: { need: 'M', check: mobile },
    scope: { need: 'M', check: text(200) },
    until: { need: 'M', check: date },
    relation: { need: 'O', check: code('CQ_RELATION') },
    ...(matter === 'M07' ? { addr: { need: 'O' as const, check: text(200) } } : {}),
  }
}

function deliveryShape(side: Side): Shape {
  return {
    method: { need: 'M', check: code('CQ_DELIVERY') },
    name: { need: isMailed, check: personName },
    phone: { need: isMailed, check: telephone },
    addr: { need: isMailed, check: address(side.pseudoAllowed) },
  }
}

function intakeShape(side: Side): Shape {
  return {
    divisionCode: { need: 'M', check: division(side.pseudoAllowed) },
    orgCode: { need: 'M', check: text(18) },
    orgName: { need: 'M', check: text(100) },
    clerkName: { need: 'M', check: text(50) },
  }
}

/** One uploaded or exempted material (§3.3); which of the two is checked apart. */
export const FILE_SHAPE: Shape = {
  fileId: { need: 'O', check: fileId },
  materialCode: { need: 'M', check: text(8) },
  name: { need: 'O', check: pattern(100, /^[^/\\:*?"<>|]+$/, '文件名含不许的字符') },
  mediaType: { need: 'O', check: code('CQ_MEDIA') },
  sizeBytes: { need: 'O', check: integer(1) },
  digest: { need: 'O', check: pattern(80, /^sha-256=:[A-Za-z0-9+/]{43}=:$/, '应为 sha-256=:Base64:') },
  form: { need: 'O', check: code('CQ_MAT_FORM') },
  copies: { need: 'O', check: integer(1) },
  originalSeen: { need: 'O', check: flag },
  url: {
    need: 'O',
    check: pattern(300, /^https?:\/\/[^/]+\/tb\/v1\/files\/[A-Za-z0-9_-]+\?t=[A-Za-z0-9_-]{24}$/, '地址不符'),
  },
  urlExpiresAt: { need: 'O', check: moment },
  exempt: {
    need: 'O',
    shape: {
      kind: { need: 'M', check: code('CQ_EXEMPT') },
      licenceId: { need: 'O', check: text(100) },
      source: { need: 'M', check: text(100) },
      at: { need: 'M', check: moment },
    },
  },
}

/** The keys that an upload must have and an exemption must not. */
export const UPLOAD_KEYS = [
  'fileId',
  'name',
  'mediaType',
  'sizeBytes',
  'digest',
  'form',
  'copies',
  'originalSeen',
  'url',
  'urlExpiresAt',
]

/** The matters that ask the applicant's address however the case was collected (§3.3). */
const ADDRESSED: readonly string[] = ['M05', 'M06', 'M09', 'M10']

const asksAddress = (matter: string) => (ADDRESSED.includes(matter) ? 'M' : isCollected)

/** Every key of a case (§3.3), the matter's form within. */
export function envelopeShape(matter: string, formVersion: string, form: Shape, side: Side): Shape {
  return {
    specVersion: { need: 'M', check: constant('1.4') },
    bizNo: { need: 'M', check: pattern(50, /^[0-9A-Za-z-]{8,50}$/, 'bizNo 不符') },
    matterCode: { need: 'M', check: text(31) },
    basicCode: { need: 'M', check: text(12) },
    formVersion: { need: 'M', check: constant(formVersion) },
    mode: { need: 'M', check: code('CQ_MODE') },
    divisionCode: { need: 'M', check: division(side.pseudoAllowed) },
    submittedAt: { need: 'M', check: moment },
    subjectType: { need: 'M', check: code('CQ_SUBJECT') },
    subjectName: { need: 'M', check: text(200) },
    certType: { need: 'M', check: code('CQ_CERT') },
    certNo: { need: 'M', check: text(50) },
    certExpiry: { need: 'O', check: date },
    gender: { need: isPerson, check: code('CQ_GENDER') },
    ethnicity: { need: isPerson, check: code('CQ_ETHNICITY') },
    nationality: { need: isPerson, check: country },
    birthDate: { need: isPerson, check: date },
    phone: { need: 'M', check: mobile },
    addr: { need: asksAddress(matter), check: address(side.pseudoAllowed) },
    agent: { need: 'O', shape: agentShape(matter) },
    delivery: { need: 'M', shape: deliveryShape(side) },
    verification: {
      need: 'M',
      shape: {
        method: { need: 'M', check: code('CQ_VERIFY') },
        passed: { need: 'M', check: constant(true) },
        at: { need: 'M', check: moment },
      },
    },
    consent: {
      need: 'M',
      shape: {
        signedAt: { need: 'M', check: moment },
        version: { need: 'M', check: text(20) },
        fileId: { need: 'M', check: fileId },
      },
    },
    pledge: { need: 'M', shape: { signedAt: { need: 'M', check: moment } } },
    intake: { need: 'M', shape: intakeShape(side) },
    form: { need: 'M', shape: form, mayBeEmpty: true },
    files: { need: 'M', each: FILE_SHAPE, mayBeEmpty: true },
  }
}

/** The uploaded (not exempted) entries of `files`. */
export function uploadsOf(files: unknown): JsonObject[] {
  return asArray(files).filter((file) => valueAt(file, '/fileId') !== undefined) as JsonObject[]
}
