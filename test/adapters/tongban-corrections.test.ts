import { describe, expect, it } from 'vitest'
import { mergeCorrection } from '../../adapters/tongban/merge-correction.ts'
import { readAsked, unaskedChanges, writeCorrection } from '../../adapters/tongban/write-correction.ts'
import type { JsonObject } from '../../core/json.ts'

const file = (fileId: string, materialCode: string, digest = fileId): JsonObject => ({ fileId, materialCode, digest })
const before: JsonObject = {
  specVersion: '1.4',
  bizNo: 'WH20260302000207',
  phone: '13800000001',
  consent: { version: '1', fileId: 'f_c' },
  form: { reason: 'other', agency: { name: '甲', phone: '028-1' }, startDate: '2026-03-02' },
  files: [
    file('f_1', 'CQ-07-01'),
    file('f_5', 'CQ-07-05'),
    { materialCode: 'CQ-07-07', exempt: { kind: 'data_check' } },
  ],
}
const correction = { caseNo: 'CQ1', correctionNo: 'BZ1', baseRevision: 1, submittedAt: '2026-03-04T14:05:00+08:00' }
const standing = (change: JsonObject): JsonObject => ({ ...before, correction, ...change })
const memo = (pointers: string[], materials: { code: string; fileId: string }[] = []): JsonObject => ({
  lastTree: before,
  asked: { pointers, materials },
})

describe('a correction that we send', () => {
  const form = (change: JsonObject) => standing({ form: { ...(before['form'] as JsonObject), ...change } })
  const changesOf = (tree: JsonObject, ...pointers: string[]) => writeCorrection(tree, memo(pointers))['changes']

  it('has one change for each field asked for, in the order of the notice: replaced, added, removed', () => {
    const { startDate: _, ...rest } = before['form'] as JsonObject
    const tree = standing({ form: { ...rest, reason: 'assignment', remark: '补' } })
    expect(changesOf(tree, '/form/startDate', '/form/remark', '/form/reason')).toEqual([
      { op: 'remove', path: '/form/startDate' },
      { op: 'add', path: '/form/remark', value: '补' },
      { op: 'replace', path: '/form/reason', value: 'assignment' },
    ])
  })

  it('brings a missing group as a whole, once for all fields in it, and takes a group away with its last field', () => {
    const tree = form({ employer: { no: '1', name: '乙' } })
    expect(changesOf(tree, '/form/employer/name', '/form/employer/no')).toEqual([
      { op: 'add', path: '/form/employer', value: { no: '1', name: '乙' } },
    ])
    const { agency: _, ...rest } = before['form'] as JsonObject
    expect(changesOf(standing({ form: rest }), '/form/agency/name', '/form/agency/phone')).toEqual([
      { op: 'remove', path: '/form/agency' },
    ])
  })

  it('answers a field that was asked for and stays with its value, and says nothing of one that never was', () => {
    expect(changesOf(standing({}), '/form/reason', '/form/remark')).toEqual([
      { op: 'replace', path: '/form/reason', value: 'other' },
    ])
  })

  it('sends the new files of the materials asked for alone and names every file that was sent back', () => {
    const files = [
      file('f_1', 'CQ-07-01'),
      file('f_9', 'CQ-07-05'),
      { materialCode: 'CQ-07-07', exempt: { kind: 'data_check' } },
    ]
    const written = writeCorrection(standing({ files }), memo([], [{ code: 'CQ-07-05', fileId: 'f_5' }]))
    expect(written).toEqual({
      specVersion: '1.4',
      bizNo: 'WH20260302000207',
      ...correction,
      files: [files[1]],
      removeFileIds: ['f_5'],
    })
    const unnamed = writeCorrection(standing({ files }), memo([], [{ code: 'CQ-07-05', fileId: '' }]))
    expect(unnamed['removeFileIds']).toEqual(['f_5'])
  })

  it('finds what was changed without having been asked for: fields anywhere, files, files left out', () => {
    const asked = memo(['/form/agency'], [{ code: 'CQ-07-05', fileId: 'f_5' }])
    const paths = (tree: JsonObject) => unaskedChanges(tree, asked).map(({ path }) => path)
    expect(paths(form({ agency: { name: '乙' } }))).toEqual([])
    expect(
      paths(
        standing({
          phone: '13800000002',
          form: { reason: 'x', startDate: '2026-03-02', agency: (before['form'] as JsonObject)['agency'] ?? '' },
        }),
      ),
    ).toEqual(['phone', 'form.reason'])
    expect(
      paths(standing({ files: [file('f_8', 'CQ-07-01'), ...(before['files'] as JsonObject[]).slice(1)] })),
    ).toEqual(['files[0]'])
    expect(paths(standing({ files: (before['files'] as JsonObject[]).slice(1) }))).toEqual(['files'])
    // the same bytes under another name are the same file
    expect(
      paths(standing({ files: [file('f_8', 'CQ-07-01', 'f_1'), ...(before['files'] as JsonObject[]).slice(1)] })),
    ).toEqual([])
  })

  it('remembers what a notice asks for', () => {
    const items = [
      { target: 'field', pointer: '/form/a' },
      { target: 'material', materialCode: 'CQ-1', fileId: 'f' },
      { target: 'material', materialCode: 'CQ-2' },
    ]
    expect(readAsked(items)).toEqual({
      pointers: ['/form/a'],
      materials: [
        { code: 'CQ-1', fileId: 'f' },
        { code: 'CQ-2', fileId: '' },
      ],
    })
  })
})

describe('a correction that we get', () => {
  const asked = { paths: ['form.employer.name', 'form.reason'], materials: ['CQ-07-05'] }
  const merge = (message: JsonObject) => mergeCorrection(before, message, asked)
  const faultsOf = (message: JsonObject) => {
    const merged = merge(message)
    return merged.ok ? [] : merged.faults.map(({ path, code }) => [path, code])
  }

  it('is put into the case as it stands', () => {
    const changes = [
      { op: 'add', path: '/form/employer', value: { name: '乙' } },
      { op: 'replace', path: '/form/reason', value: 'assignment' },
    ]
    const merged = merge({ changes, files: [file('f_9', 'CQ-07-05')], removeFileIds: ['f_5'] })
    expect(merged).toEqual({
      ok: true,
      value: {
        ...before,
        form: { ...(before['form'] as JsonObject), employer: { name: '乙' }, reason: 'assignment' },
        files: [
          file('f_1', 'CQ-07-01'),
          file('f_9', 'CQ-07-05'),
          { materialCode: 'CQ-07-07', exempt: { kind: 'data_check' } },
        ],
      },
    })
    expect(before['form']).toMatchObject({ reason: 'other' })
  })

  it('may change nothing that was not asked for, not even inside a group that brings what was', () => {
    expect(faultsOf({ changes: [{ op: 'replace', path: '/phone', value: '1' }] })).toEqual([
      ['changes[0].path', 'not-asked'],
    ])
    expect(faultsOf({ changes: [{ op: 'add', path: '/form/employer', value: { name: '乙', no: '1' } }] })).toEqual([
      ['changes[0].path', 'not-asked'],
    ])
    expect(faultsOf({ files: [file('f_9', 'CQ-07-01')] })).toEqual([['files[0].materialCode', 'not-asked']])
    expect(faultsOf({ removeFileIds: ['f_1'] })).toEqual([['removeFileIds[0]', 'not-asked']])
  })

  it('must say add, replace and remove where they are true, at places that there are', () => {
    const cases: [JsonObject, string, string][] = [
      [{ op: 'add', path: '/form/reason', value: 'x' }, 'changes[0].op', 'conflict'],
      [{ op: 'replace', path: '/form/employer/name', value: 'x' }, 'changes[0].op', 'conflict'],
      [{ op: 'add', path: '/form/employer/name', value: 'x' }, 'changes[0].path', 'format'],
      [{ op: 'remove', path: '/form/reason', value: 'x' }, 'changes[0].value', 'format'],
      [{ op: 'replace', path: '/form/reason' }, 'changes[0].value', 'format'],
      [{ op: 'replace', path: '/files/0', value: {} }, 'changes[0].path', 'format'],
      [{ op: 'add', path: '/__proto__/x', value: 'x' }, 'changes[0].path', 'format'],
      [{ op: 'add', path: '/form/~2', value: 'x' }, 'changes[0].path', 'format'],
    ]
    for (const [change, path, code] of cases) expect(faultsOf({ changes: [change] })).toEqual([[path, code]])
    expect(faultsOf({ removeFileIds: ['f_7'] })).toEqual([['removeFileIds[0]', 'file-unknown']])
    expect(faultsOf({ files: [file('f_5', 'CQ-07-05')] })).toEqual([['files[0].fileId', 'conflict']])
    expect(({} as JsonObject)['x']).toBeUndefined()
  })
})
