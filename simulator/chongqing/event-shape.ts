import { asText, type JsonObject, valueAt } from './json.ts'
import type { Need, Shape } from './shape.ts'
import { code, constant, date, fileId, flag, integer, moment, pattern, text } from './value-checks.ts'

const stateIs =
  (...states: string[]): Need =>
  (event) =>
    event['type'] === 'case.state' && states.includes(asText(event['state']))

const isReissue: Need = (event) => event['type'] === 'material.reissue'
const isDenied: Need = (event) => event['state'] === 'denied'
const isMailed: Need = (event) => event['state'] === 'issued' && event['sub'] === 'mailed'
const isFieldItem = (item: JsonObject): boolean => item['target'] === 'field'

const FILE_REFERENCE: Shape = {
  fileId: { need: 'M', check: fileId },
  name: { need: 'M', check: text(100) },
  mediaType: { need: 'M', check: code('CQ_MEDIA') },
  sizeBytes: { need: 'M', check: integer(1) },
  digest: { need: 'M', check: pattern(80, /^sha-256=:[A-Za-z0-9+/]{43}=:$/, '应为 sha-256=:Base64:') },
  url: { need: 'M', check: text(300) },
  urlExpiresAt: { need: 'M', check: moment },
}

const DOCUMENT: Shape = {
  type: { need: 'M', check: code('CQ_DOC') },
  no: { need: 'M', check: text(60) },
  title: { need: 'M', check: text(100) },
  date: { need: 'M', check: date },
  file: { need: 'M', shape: FILE_REFERENCE },
}

const CORRECTION: Shape = {
  no: { need: 'M', check: text(40) },
  issuedAt: { need: 'M', check: moment },
  dueAt: { need: 'M', check: moment },
  round: { need: 'M', check: integer(1, 3) },
  baseRevision: { need: 'M', check: integer(1) },
  items: {
    need: 'M',
    each: {
      target: { need: 'M', check: code('CQ_TARGET') },
      pointer: { need: 'O', check: pattern(200, /^\//, '应为 JSON Pointer') },
      materialCode: { need: 'O', check: text(8) },
      fileId: { need: 'O', check: fileId },
      label: { need: 'M', check: text(100) },
      reason: { need: 'M', check: text(300) },
      requirement: { need: 'M', check: text(300) },
    },
  },
}

const DECISION: Shape = {
  result: { need: 'M', check: code('CQ_DECISION') },
  decidedAt: { need: 'M', check: moment },
  reason: { need: 'O', check: text(500) },
  remedy: { need: isDenied, check: text(300) },
}

const isOpenEnded: Need = (event) => valueAt(event, '/licence/openEnded') === false

const LICENCE: Shape = {
  typeCode: { need: 'M', check: text(21) },
  name: { need: 'M', check: text(100) },
  no: { need: 'M', check: text(60) },
  licenceId: { need: 'M', check: text(100) },
  holderName: { need: 'M', check: text(200) },
  holderCode: { need: 'M', check: text(50) },
  issuerName: { need: 'M', check: text(100) },
  issuerCode: { need: 'M', check: text(18) },
  issuedOn: { need: 'M', check: date },
  validFrom: { need: 'M', check: date },
  validTo: { need: isOpenEnded, check: date },
  openEnded: { need: 'M', check: flag },
  file: { need: 'M', shape: FILE_REFERENCE },
}

/** Every key of an event and the groups each state must bring (§3.5). */
export const EVENT_SHAPE: Shape = {
  specVersion: { need: 'M', check: constant('1.4') },
  eventId: { need: 'M', check: text(36) },
  type: { need: 'M', check: code('CQ_EVENT') },
  bizNo: { need: 'M', check: text(50) },
  caseNo: { need: 'M', check: text(30) },
  seq: { need: 'M', check: integer(1) },
  occurredAt: { need: 'M', check: moment },
  state: { need: 'M', check: text(20) },
  sub: { need: (event) => event['state'] === 'issued', check: code('CQ_SUB') },
  officer: {
    need: 'M',
    shape: {
      orgCode: { need: 'M', check: text(18) },
      orgName: { need: 'M', check: text(100) },
      name: { need: 'M', check: text(50) },
    },
  },
  note: { need: 'O', check: text(500) },
  sla: {
    need: stateIs('accepted'),
    shape: {
      hours: { need: 'M', check: integer(1) },
      basis: { need: 'M', check: code('CQ_BASIS') },
      dueAt: { need: 'M', check: moment },
    },
  },
  document: {
    need: stateIs('need_correction', 'accepted', 'refused', 'returned', 'suspended', 'approved', 'denied'),
    shape: DOCUMENT,
  },
  correction: { need: stateIs('need_correction'), shape: CORRECTION },
  fieldResults: {
    need: 'O',
    each: {
      pointer: { need: 'M', check: text(200) },
      result: { need: 'M', check: code('CQ_RESULT') },
      reason: { need: 'O', check: text(300) },
    },
  },
  materialResults: {
    need: 'O',
    each: {
      materialCode: { need: 'M', check: text(8) },
      fileId: { need: 'O', check: fileId },
      result: { need: 'M', check: code('CQ_RESULT') },
      reason: { need: 'O', check: text(300) },
    },
  },
  suspension: {
    need: 'O',
    shape: {
      kind: { need: 'M', check: code('CQ_SUSPEND') },
      reason: { need: 'M', check: text(300) },
      from: { need: 'M', check: moment },
      to: { need: 'O', check: moment },
    },
  },
  decision: { need: stateIs('approved', 'denied'), shape: DECISION },
  licence: { need: 'O', shape: LICENCE },
  shipment: {
    need: isMailed,
    shape: {
      waybillNo: { need: 'M', check: text(40) },
      carrier: { need: 'M', check: text(40) },
      sentAt: { need: 'M', check: moment },
    },
  },
  reissue: {
    need: isReissue,
    shape: { fileIds: { need: 'M', each: fileId }, reason: { need: 'M', check: code('CQ_REISSUE_WHY') } },
  },
  back: { need: 'O', check: () => null },
}

/** What an item of a correction lacks for its target: a pointer, or a material code. */
export function itemFault(item: JsonObject): string | null {
  if (isFieldItem(item)) return item['pointer'] === undefined ? '字段项缺 pointer' : null
  return item['materialCode'] === undefined ? '材料项缺 materialCode' : null
}
