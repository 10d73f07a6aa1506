import type { Fault } from '../fault.ts'
import type { Gateway } from '../gateway.ts'
import { GatewayError } from '../gateway-error.ts'
import type { CaseMaterial } from '../matter.ts'

/** A material as the window names it: a stored file by its id, an exemption, or an original that travels by post. */
export interface MaterialInput extends Omit<CaseMaterial, 'file'> {
  readonly fileId?: string | undefined
}

/** The materials with their files looked up; a file that does not exist or belongs to another case is a fault of its material. */
export async function resolveMaterials(
  gateway: Gateway,
  inputs: readonly MaterialInput[],
  caseId: string | null,
): Promise<CaseMaterial[]> {
  const faults: Fault[] = []
  const materials: CaseMaterial[] = []
  for (const { fileId, ...material } of inputs) {
    if (fileId === undefined) {
      materials.push(material)
      continue
    }
    const file = await gateway.store.files.byId(fileId)
    if (!file || file.sha256 === '' || (file.caseId !== '' && file.caseId !== caseId)) {
      faults.push({
        path: `materials.${material.slot}`,
        code: 'file-unknown',
        message: `材料 ${material.slot} 引用的文件不存在,或已属于别的办件`,
        fix: '请重新上传这份材料',
      })
      continue
    }
    const { id, sha256, name, mediaType, sizeBytes } = file
    materials.push({ ...material, file: { id, sha256, name, mediaType, sizeBytes } })
  }
  if (faults.length > 0) throw new GatewayError('form-invalid', `材料有 ${faults.length} 处问题`, faults)
  return materials
}
