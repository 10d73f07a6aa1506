import type { z } from 'zod'
import type { Fault } from '../fault.ts'
import type { YamlSource } from './yaml-source.ts'

/** What a file's description found, each at its place in the file. */
export function zodFaults(error: z.ZodError, source: YamlSource): Fault[] {
  return error.issues.map((issue) => {
    const steps = issue.path.map((step) => (typeof step === 'number' ? step : String(step)))
    const where = steps.length > 0 ? `“${steps.join('.')}”` : '文件'
    return {
      path: source.locate(steps),
      code: issue.code ?? 'format',
      message: `${where}写法不对:${issue.message}`,
      fix: '请对照 docs/add-a-region.md 与同类文件',
    }
  })
}
