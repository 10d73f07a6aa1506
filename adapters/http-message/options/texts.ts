import { z } from 'zod'
import type { Json } from '../../../core/json.ts'
import { pathSteps } from '../../../core/json.ts'
import { namesIn } from '../../layers/template.ts'

/** A path on the region's or our server. */
export const path = z.string().regex(/^\/[\w./{}-]*$/, { error: '应是以 / 开头的路径' })

/** A dotted path in a message; `[]` after a list's name means each of its elements. */
export const treePath = z.string().refine(isTreePath, { error: '应是“a.b”或“list[].c”这样的路径' })

function isTreePath(text: string): boolean {
  try {
    return text !== '' && pathSteps(text.replaceAll('[]', '')).length > 0
  } catch {
    return false
  }
}

/** The name of a key in the keyring. */
export const keyName = z
  .string()
  .regex(/^[a-z][a-z0-9-]*$/, { error: '应是密钥的名字(小写字母、数字、短横),不是密钥本身' })

const json: z.ZodType<Json> = z.lazy(() =>
  z.union([z.string(), z.number(), z.boolean(), z.null(), z.array(json), z.record(z.string(), json)]),
)

/** A template; every name in it must be one of these, or begin with one of the groups (`tree.`). */
export function template(names: readonly string[], groups: readonly string[] = []): z.ZodType<Json> {
  return json.superRefine((value, context) => {
    for (const name of unknownNames(value, names, groups)) {
      const known = [...names, ...groups.map((group) => `${group}…`)].join('、')
      context.addIssue({ code: 'custom', message: `没有“{${name}}”这个值(可用:${known})` })
    }
  })
}

/** Templates that are all texts. */
export function texts(names: readonly string[], groups: readonly string[] = []) {
  return z.record(z.string(), z.string()).superRefine((value, context) => {
    for (const name of unknownNames(value, names, groups))
      context.addIssue({ code: 'custom', message: `没有“{${name}}”这个值(可用:${names.join('、')})` })
  })
}

function unknownNames(value: Json, names: readonly string[], groups: readonly string[]): string[] {
  return namesIn(value).filter((name) => !names.includes(name) && !groups.some((group) => name.startsWith(group)))
}
