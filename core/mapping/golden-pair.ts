import { z } from 'zod'
import { CHARSETS, type Charset, decodeText, encodeText } from '../charset.ts'
import { zodIssues } from '../definitions/zod-faults.ts'
import { accepted, type Checked, type Fault, faulty } from '../fault.ts'
import { fillFileSlots } from '../file-slots.ts'
import type { PayloadCodec } from '../gateway.ts'
import { type Json, type JsonObject, valueAt } from '../json.ts'
import type { CaseMaterial } from '../matter.ts'
import type { FileSlot, MessageKind } from '../message.ts'
import { compareForms, compareMaterials, compareTrees } from './compare-pair.ts'
import type { Mapping } from './mapping.ts'
import type { MappingSet } from './rule.ts'

/** What we know and what the region's document shows for it; it gates the publication of the rules. */
export interface GoldenPair {
  readonly name: string
  readonly kind: MessageKind
  /** where in the document it is, e.g. 文档 9.1 */
  readonly source: string
  readonly input: JsonObject
  readonly materials: readonly CaseMaterial[]
  /** by file id: what the adapter puts where a file goes */
  readonly resolved: Readonly<Record<string, Readonly<Partial<Record<FileSlot['as'], string>>>>>
  /** the payload: a JSON object written without white space, or its text */
  readonly wire: JsonObject | string
  readonly charset: Charset
  /** what the writing depends on beside the form */
  readonly message: {
    /** when it is sent, RFC 3339 */
    readonly at: string
    readonly partnerCaseNo: string | null
    readonly memo: JsonObject
    /** the form that a progress message speaks of */
    readonly form?: JsonObject
  }
  /** values that differ on the way back, by canonical path; null where nothing comes back */
  readonly back: Readonly<Record<string, Json>>
  /** only that way: a sample that the region pushes need not be what we would send */
  readonly only?: 'out' | 'in'
  /** made of a sample by the program: no pair before a person has compared it with the document and taken this away */
  readonly draft?: true
}

const object = z.record(z.string(), z.json())
const pairShape = z.strictObject({
  name: z.string().min(1),
  kind: z.enum(['apply', 'supplement', 'withdraw', 'shipment', 'reissue', 'progress']),
  source: z.string().min(1),
  input: object,
  materials: z.array(object).default([]),
  resolved: z
    .record(
      z.string(),
      z.record(z.enum(['id', 'url', 'expires', 'base64', 'md5', 'sm3', 'secret']), z.string().optional()),
    )
    .default({}),
  wire: z.union([object, z.string().min(1)]),
  charset: z.enum(CHARSETS).default('utf-8'),
  message: z
    .strictObject({
      at: z.iso.datetime({ offset: true }).default('2026-03-02T09:15:00+08:00'),
      partnerCaseNo: z.string().nullable().default(null),
      memo: object.default({}),
      form: object.exactOptional(),
    })
    .prefault({}),
  back: object.default({}),
  only: z.enum(['out', 'in']).exactOptional(),
  draft: z.literal(true).exactOptional(),
})

/** Reads a parsed pair file. */
export function readGoldenPair(raw: unknown): Checked<GoldenPair> {
  const read = pairShape.safeParse(raw)
  return read.success ? accepted(read.data as unknown as GoldenPair) : faulty(zodIssues(read.error))
}

/**
 * Every place where mapping and writing the input does not give the payload byte for byte, or reading the payload does not give the input but for
 * what the set declares. Faults are at the region's paths (out) or ours (in).
 */
export function checkGoldenPair(pair: GoldenPair, mapping: Mapping, set: MappingSet, codec: PayloadCodec): Fault[] {
  const payload = encodeText(typeof pair.wire === 'string' ? pair.wire : JSON.stringify(pair.wire), pair.charset)
  return [
    ...(pair.only === 'in' ? [] : checkForward(pair, mapping, codec, payload)),
    ...(pair.only === 'out' ? [] : checkBackward(pair, mapping, set, codec, payload)),
  ]
}

function checkForward(pair: GoldenPair, mapping: Mapping, codec: PayloadCodec, payload: Uint8Array): Fault[] {
  const { kind, input, materials, resolved, wire, message } = pair
  const mapped = kind === 'progress' ? mapping.mapProgress(input) : mapping.mapForm(kind, input, materials)
  const tree = fillFileSlots(mapped.tree, (slot) => resolvedAs(slot, resolved))
  const at = (path: string) => valueAt(input, path)
  const given = codec.encode({
    ...message,
    id: String(at('message.id') ?? ''),
    kind,
    matter: mapping.matter,
    caseNo: String(at('case.no') ?? ''),
    seq: Number(at('message.seq') ?? 1),
    caseCreatedAt: Date.parse(String(at('case.appliedAt') ?? message.at)),
    tree,
    at: Date.parse(message.at),
  })
  const faults = typeof wire === 'string' ? [] : compareTrees(wire, tree)
  return [...mapped.faults, ...(faults.length > 0 ? faults : compareBytes(payload, given, pair.charset))]
}

/** Where the bytes part, with what stands there. */
function compareBytes(wanted: Uint8Array, given: Uint8Array, charset: Charset): Fault[] {
  const length = Math.max(wanted.length, given.length)
  let place = 0
  while (place < length && wanted[place] === given[place]) place += 1
  if (place === length) return []
  const around = (bytes: Uint8Array) => {
    const text = decodeText(bytes, charset) ?? '(不是这个字符集)'
    const shared = decodeText(bytes.subarray(0, place), charset)?.length ?? place
    return text.slice(Math.max(0, shared - 30), shared + 60)
  }
  const message = `从第 ${place + 1} 字节起写出的是“…${around(given)}…”,文档是“…${around(wanted)}…”`
  return [{ path: '', code: 'conflict', message, fix: '请对照接口文档改规则' }]
}

function checkBackward(
  pair: GoldenPair,
  mapping: Mapping,
  set: MappingSet,
  codec: PayloadCodec,
  payload: Uint8Array,
): Fault[] {
  const decoded = codec.decode(payload, pair.kind, mapping.matter)
  if (!decoded.ok) return [...decoded.faults]
  if (pair.kind === 'progress') {
    const read = mapping.readProgress(decoded.value, pair.message.form)
    return [...read.faults, ...compareForms(pair.input, read.progress as unknown as JsonObject, pair, set)]
  }
  if (pair.kind !== 'apply' && pair.kind !== 'supplement') return []
  const read = mapping.readForm(decoded.value)
  return [
    ...read.faults,
    ...compareForms(pair.input, read.form, pair, set),
    ...compareMaterials(pair, read.materials, set),
  ]
}

function resolvedAs({ $file, as }: FileSlot, resolved: GoldenPair['resolved']): string {
  return resolved[$file.id]?.[as] ?? `(resolved 里没有 ${$file.id} 的 ${as})`
}
