import type { Fault } from '../fault.ts'
import type { Gateway } from '../gateway.ts'
import { GatewayError } from '../gateway-error.ts'
import { mayBeTied } from '../housekeeping.ts'
import { newId } from '../ids.ts'
import type { CaseMaterial } from '../matter.ts'
import type { Statement } from '../store/driver.ts'
import { bindFile, insertFile, type StoredFile } from '../store/files.ts'

/** A material as the window names it: a stored file by its id, an exemption, or an original that travels by post. */
export interface MaterialInput extends Omit<CaseMaterial, 'file'> {
  readonly fileId?: string | undefined
}

/** Materials with their files looked up, and the statements that tie the files to the case. */
export interface ResolvedMaterials {
  readonly materials: CaseMaterial[]
  bind(caseId: string): Statement[]
}

/**
 * Looks the files up. A file of another case may be used again by whoever uploaded it: the bytes are stored once, the new case gets a row of its own.
 * A file that does not exist, or is somebody else's, is a fault of its material; all faults are thrown at once.
 */
export async function resolveMaterials(
  gateway: Gateway,
  inputs: readonly MaterialInput[],
  caseId: string | null,
  actor: string,
): Promise<ResolvedMaterials> {
  const faults: Fault[] = []
  const materials: CaseMaterial[] = []
  const own: string[] = []
  const copies: StoredFile[] = []
  for (const { fileId, ...material } of inputs) {
    if (fileId === undefined) {
      materials.push(material)
      continue
    }
    const found = await gateway.store.files.byId(fileId)
    const usable =
      found &&
      found.sha256 !== '' &&
      mayBeTied(found, gateway.clock.now()) &&
      (found.caseId === '' || found.caseId === caseId || found.createdBy === actor)
    if (!usable) {
      faults.push({
        path: `materials.${material.slot}`,
        code: 'file-unknown',
        message: `材料 ${material.slot} 引用的文件不存在、已属于别的办件,或上传后快满一天没有用`,
        fix: '请重新上传这份材料',
      })
      continue
    }
    const again = found.caseId !== '' && found.caseId !== caseId
    const file = again ? { ...found, id: newId(gateway.clock, gateway.random), createdAt: gateway.clock.now() } : found
    if (again) copies.push(file)
    else own.push(file.id)
    const { id, sha256, name, mediaType, sizeBytes } = file
    materials.push({ ...material, file: { id, sha256, name, mediaType, sizeBytes } })
  }
  if (faults.length > 0) throw new GatewayError('form-invalid', `材料有 ${faults.length} 处问题`, faults)
  return {
    materials,
    bind: (owner) => [
      ...own.map((id) => bindFile(id, owner)),
      ...copies.map((file) => insertFile({ ...file, caseId: owner })),
    ],
  }
}

/** Rows of the new case's own for files that another has already; the bytes are stored once. */
export function copyFiles(gateway: Gateway, materials: readonly CaseMaterial[], caseId: string, actor: string) {
  const statements: Statement[] = []
  const copied = materials.map((material) => {
    if (!material.file) return material
    const file = { ...material.file, id: newId(gateway.clock, gateway.random) }
    const row = { ...file, caseId, region: '', ref: '', createdAt: gateway.clock.now(), createdBy: actor }
    statements.push(insertFile(row))
    return { ...material, file }
  })
  return { materials: copied, statements }
}
