import { putAt } from '../../json.ts'
import { fromRowPath, toRowPath } from '../../list-path.ts'
import type { Operation, PathIndex } from '../scope.ts'
import { oneOf, someText } from './arguments.ts'

/** A canonical field's path ↔ the region's own for it: `dotted` `a.b[0]`, `pointer` `/a/b/0`, `name` the last name alone, `placed` that name with the place in its list before it (`1NAME`), `rows` a path through XML (`a/b/ROW[1]`). A path that no rule knows stays as it is; `within` is the group of the region's tree that its paths start in. */
const fieldPath: Operation = {
  args: { notation: oneOf('dotted', 'pointer', 'name', 'placed', 'rows'), within: someText },
  needs: ['notation'],
  source: true,
  make: ({ notation, within }) => ({
    loss: 'L0',
    forward: (value, { setting, root }) => {
      if (typeof value !== 'string' || value === '') return undefined
      const tree = setting.paths.toTree(value, { form: root }) ?? value
      const start = `${String(within)}.`
      return toNotation(
        within !== undefined && tree.startsWith(start) ? tree.slice(start.length) : tree,
        String(notation),
      )
    },
    backward: (value, { setting, about }) => {
      const meant = about ? { form: about } : {}
      if (notation === 'name') return setting.paths.byName(String(value)) ?? String(value)
      if (notation === 'placed') return fromPlaced(String(value), setting.paths)
      const tree = READERS[String(notation)]?.(String(value)) ?? String(value)
      const whole = within === undefined ? tree : `${String(within)}.${tree}`
      return setting.paths.toCanonical(whole, meant) ?? setting.paths.toCanonical(tree, meant) ?? tree
    },
  }),
}

/** Our material (slot, and part beside it) ↔ the region's code for it; or its name there, which is not read back. `as: label` is read alone: the name of the code that came. */
const materialCode: Operation = {
  args: { as: oneOf('code', 'name', 'label') },
  needs: [],
  source: true,
  make: ({ as }) => ({
    loss: 'L0',
    forward: (value, { setting, values }) => {
      if (typeof value !== 'string' || value === '') return undefined
      const part = typeof values['part'] === 'string' ? values['part'] : undefined
      const { toCode, toName } = setting.materials
      return (as === 'name' ? toName(value, part) : toCode(value, part)) ?? value
    },
    backward: (value, { setting }, out, path) => {
      if (as === 'name') return undefined
      if (as === 'label') return setting.materials.nameOf(String(value)) ?? String(value)
      const found = setting.materials.toSlot(String(value))
      putAt(out, path, found?.slot ?? String(value))
      if (found?.part) putAt(out, path.replace(/slot$/, 'part'), found.part)
      return undefined
    },
  }),
}

function toNotation(treePath: string, notation: string): string {
  if (notation === 'rows') return toRowPath(treePath)
  if (notation === 'pointer') return `/${treePath.replaceAll(/\[(\d+)\]/g, '/$1').replaceAll('.', '/')}`
  const name = treePath.split('.').at(-1) ?? treePath
  if (notation === 'placed') return `${/\[(\d+)\]\.[^.[]+$/.exec(treePath)?.[1] ?? ''}${name}`
  return notation === 'name' ? name : treePath
}

function fromPlaced(text: string, paths: PathIndex): string {
  const [, place = '', name = text] = /^(\d*)(\D.*)$/.exec(text) ?? []
  return paths.byName(name)?.replace('[]', `[${place === '' ? 0 : place}]`) ?? text
}

function fromPointer(text: string): string {
  return text
    .replace(/^\//, '')
    .split('/')
    .map((step) => (/^\d+$/.test(step) ? `[${step}]` : `.${step}`))
    .join('')
    .replace(/^\./, '')
}

const READERS: Readonly<Record<string, (text: string) => string>> = { pointer: fromPointer, rows: fromRowPath }

/** Operations that name fields and materials. */
export const REFERENCE_OPERATIONS = { fieldPath, materialCode }
