import type { EventFacts } from '../case/event.ts'
import { isOver } from '../case/moves.ts'
import type { Status } from '../case/status.ts'
import { checkForm } from '../form/check-form.ts'
import type { Gateway, Region } from '../gateway.ts'
import { GatewayError } from '../gateway-error.ts'
import type { JsonObject } from '../json.ts'
import type { InboundMessage, InboundOutcome } from '../message.ts'
import { insertFile } from '../store/files.ts'
import { toDate } from '../time.ts'
import { aboutCase } from './about-case.ts'
import { withoutExcused } from './excused.ts'
import { takeFiles } from './take-files.ts'
import { toTreeFaults } from './tree-faults.ts'

const NOTHING_ASKED = { paths: [], materials: [] }
const DECIDED: ReadonlySet<Status> = new Set(['APPROVED', 'CERTIFYING'])

/** Materials that a region sends in messages of their own, after the application or ahead of a supplement; taken until a decision was made. */
export function receiveMaterials(gateway: Gateway, region: Region, message: InboundMessage): Promise<InboundOutcome> {
  return aboutCase(gateway, region, message, ['in'], async (value, now) => {
    if (isOver(value.status) || DECIDED.has(value.status))
      throw new GatewayError('state-conflict', '办件已有决定或已结束,不再收材料')
    const mapping = await gateway.mappingOf(value)
    const matter = gateway.matters.get(value.matter)
    if (!mapping || !matter) throw new GatewayError('region-unknown')
    const before = (value.memo['lastTree'] ?? {}) as JsonObject
    const merged = region.link.mergeSupplement(before, message, NOTHING_ASKED)
    if (!merged.ok) throw new GatewayError('form-invalid', '材料有问题', merged.faults)
    const tree = merged.value
    const read = mapping.readForm(tree)
    if (read.faults.length > 0) throw new GatewayError('form-invalid', '材料有问题', read.faults)
    const taken = await takeFiles(gateway, region, message, read.materials, value.id, value.orderNo)
    const today = toDate(now)
    const { form, mode } = value
    const { materials } = taken
    const found = checkForm({ matter, codes: gateway.codes, form, materials, mode, today, from: 'region' })
    const given = withoutExcused(found, mapping, { materialsFollow: true })
    const wrong = given.filter(({ path }) => path.startsWith('materials.'))
    const faults = [...taken.faults, ...wrong]
    if (faults.length > 0)
      throw new GatewayError('form-invalid', '材料有问题', toTreeFaults(mapping, matter, faults, tree))
    const event: EventFacts = {
      type: 'materials-received',
      status: value.status,
      at: now,
      actor: `region:${region.code}`,
      data: { message: message.key, digest: message.digest, files: taken.files.map(({ sha256 }) => sha256) },
    }
    const changed = {
      ...value,
      materials,
      orderNo: value.orderNo + taken.deliveries.length,
      memo: { ...value.memo, ...message.memo, lastTree: tree },
    }
    return {
      event,
      value: changed,
      statements: [...taken.files.map(insertFile), ...taken.bound, ...taken.deliveries.flat()],
      outcome: { outcome: 'processed', caseNo: value.no, at: now, duplicate: false },
    }
  })
}
