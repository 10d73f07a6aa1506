import type { Case } from '../../core/case/case.ts'
import type { Delivery } from '../../core/store/deliveries.ts'
import type { StoredFile } from '../../core/store/files.ts'

/** A case of ours as a row holds it, with text that is hard on statements. */
export function caseOf(id: string, change: Partial<Case> = {}): Case {
  return {
    id,
    no: `WH510107${id}`,
    direction: 'out',
    region: '130000',
    matter: 'M07',
    mode: '1',
    status: 'QUEUED',
    seq: 1,
    form: { applicant: { name: '阿依古丽·买买提', note: 'it\'s 𠅤 ? "quoted"' } },
    materials: [],
    partnerNo: null,
    correlation: null,
    memo: {},
    mappingVersion: '1+abc',
    handler: null,
    clerk: '窗口示例一',
    clerkId: 'w1',
    messageSeq: 1,
    progressSeq: 0,
    orderNo: 1,
    parentId: null,
    leg: null,
    bundleId: null,
    bundleKey: null,
    createdAt: 1_772_414_100_000,
    updatedAt: 1_772_414_100_000,
    ...change,
  }
}

/** A delivery of an application, due at once. */
export function deliveryOf(id: string, caseId: string, change: Partial<Delivery> = {}): Delivery {
  return {
    id,
    caseId,
    region: '130000',
    kind: 'apply',
    orderNo: 1,
    seq: 1,
    state: 'ready',
    payload: { tree: { 名称: '次仁' }, files: [] },
    mappingVersion: '1+abc',
    attempts: 0,
    nextAt: 1_000,
    leaseOwner: '',
    leaseUntil: 0,
    createdAt: 1_000,
    endedAt: 0,
    reason: '',
    level: '',
    ...change,
  }
}

/** A file as somebody uploads it. */
export function uploadOf(id: string): StoredFile {
  return {
    id,
    caseId: '',
    region: '',
    ref: '',
    sha256: 'aa',
    name: '备案表.pdf',
    mediaType: 'application/pdf',
    sizeBytes: 12,
    createdAt: 1_000,
    createdBy: 'staff:w1',
  }
}
