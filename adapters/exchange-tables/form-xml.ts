import { uncarriedCharacters } from '../../core/charset.ts'
import { isObject, type Json, type JsonObject } from '../../core/json.ts'
import { escapeText, type XmlElement } from '../layers/codec/xml.ts'
import type { Options } from './options.ts'

type Writing = Pick<Options['application'], 'charset' | 'rare' | 'lineBreak'>

interface RareCharacter {
  readonly path: string
  /** counting from 1 */
  readonly place: number
  readonly character: string
}

const NAME = /^[A-Z][A-Z0-9_]{0,40}$/

/** The form as elements below its root, in the order of the tree; a list is a row for each element. What the charset has not is replaced, and listed at the end. */
export function writeForm(root: string, tree: JsonObject, writing: Writing): string {
  const found: RareCharacter[] = []
  const body = writeMembers(tree, root, writing, found)
  const rows = found.map(({ path, place, character }) => {
    const point = (character.codePointAt(0) ?? 0).toString(16).toUpperCase()
    return `<ROW><LJ>${path}</LJ><WZ>${place}</WZ><MD>U+${point}</MD></ROW>`
  })
  const { list } = writing.rare
  return `<${root}>${body}${rows.length > 0 ? `<${list}>${rows.join('')}</${list}>` : ''}</${root}>`
}

function writeMembers(tree: JsonObject, path: string, writing: Writing, found: RareCharacter[]): string {
  return Object.entries(tree)
    .map(([name, value]) => {
      const at = `${path}/${name}`
      if (!Array.isArray(value)) return `<${name}>${writeValue(value, at, writing, found)}</${name}>`
      const rows = value.map((row, index) => `<ROW>${writeValue(row, `${at}/ROW[${index + 1}]`, writing, found)}</ROW>`)
      return `<${name}>${rows.join('')}</${name}>`
    })
    .join('')
}

function writeValue(value: Json, path: string, writing: Writing, found: RareCharacter[]): string {
  if (isObject(value)) return writeMembers(value, path, writing, found)
  const text = String(value ?? '').replaceAll(/\r\n?|\n/g, writing.lineBreak)
  const rare = new Set(uncarriedCharacters(text, writing.charset))
  if (rare.size === 0) return escapeText(text)
  const characters = [...text]
  for (const [index, character] of characters.entries())
    if (rare.has(character)) found.push({ path, place: index + 1, character })
  return escapeText(characters.map((character) => (rare.has(character) ? writing.rare.sign : character)).join(''))
}

/** The tree of such a form; null where an element is no name of a form, or a listed character has no place in it. */
export function readForm(root: XmlElement, { rare }: Pick<Writing, 'rare'>): JsonObject | null {
  const tree = readMembers(root.children.filter(({ name }) => name !== rare.list))
  const listed = root.children.find(({ name }) => name === rare.list)?.children ?? []
  if (!tree) return null
  return listed.every((row) => restore(tree, row, root.name, rare.sign)) ? tree : null
}

function readMembers(children: readonly XmlElement[]): JsonObject | null {
  const tree: JsonObject = {}
  for (const { name, children: inner, text } of children) {
    if (!NAME.test(name) || Object.hasOwn(tree, name)) return null
    const value = inner.length === 0 ? text : inner[0]?.name === 'ROW' ? readRows(inner) : readMembers(inner)
    if (value === null) return null
    tree[name] = value
  }
  return tree
}

function readRows(rows: readonly XmlElement[]): Json | null {
  const list = rows.map(({ name, children }) => (name === 'ROW' ? readMembers(children) : null))
  return list.includes(null) ? null : (list as JsonObject[])
}

/** Puts one character back where its sign stands. */
function restore(tree: JsonObject, row: XmlElement, root: string, sign: string): boolean {
  const said = new Map(row.children.map(({ name, text }) => [name, text]))
  const steps = (said.get('LJ') ?? '').split('/')
  const place = Number(said.get('WZ')) - 1
  const [, point] = /^U\+([0-9A-F]{4,6})$/.exec(said.get('MD') ?? '') ?? []
  const character = Number.parseInt(point ?? 'ffffffff', 16)
  const name = steps.pop() ?? ''
  const group = steps.shift() === root ? groupAt(tree, steps) : null
  const text = group && Object.hasOwn(group, name) ? group[name] : undefined
  if (!group || typeof text !== 'string' || character > 0x10ffff) return false
  const characters = [...text]
  if (characters[place] !== sign) return false
  characters[place] = String.fromCodePoint(character)
  group[name] = characters.join('')
  return true
}

function groupAt(tree: JsonObject, steps: readonly string[]): JsonObject | null {
  let value: Json | undefined = tree
  for (const step of steps) {
    const [, row] = /^ROW\[(\d{1,4})\]$/.exec(step) ?? []
    if (row !== undefined) value = Array.isArray(value) ? value[Number(row) - 1] : undefined
    else value = isObject(value) && Object.hasOwn(value, step) ? value[step] : undefined
  }
  return isObject(value) ? value : null
}
