import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Drop } from '../../core/links.ts'
import { openFolderDrop } from '../../runtime/node/folder-drop.ts'
import { dropContract } from './drop-contract.ts'

const bytes = (text: string) => new TextEncoder().encode(text)

dropContract('a mounted folder', async () => {
  const root = mkdtempSync(join(tmpdir(), 'drop-'))
  const names = (directory: string) => readdirSync(join(root, directory))
  const close = async () => rmSync(root, { recursive: true, force: true })
  return { drop: openFolderDrop(root, '.part'), root: 'box', names, close }
})

describe('a drop on a mounted folder', () => {
  let base: string
  let root: string
  let drop: Drop
  beforeEach(() => {
    base = mkdtempSync(join(tmpdir(), 'drop-'))
    root = join(base, 'root')
    mkdirSync(join(root, 'z2c/ack'), { recursive: true })
    mkdirSync(join(base, 'outside'))
    writeFileSync(join(base, 'outside/secret.csv'), 'secret')
    drop = openFolderDrop(root, '.part')
  })
  afterEach(() => rmSync(base, { recursive: true, force: true }))

  it('writes a file whole under its name, makes its directory, and leaves no part of it behind', async () => {
    await drop.write('c2z/one/case.csv', bytes('a,b'))
    await drop.write('c2z/one/case.csv', bytes('c'))
    expect(readFileSync(join(root, 'c2z/one/case.csv'), 'utf8')).toBe('c')
    expect((await drop.list('c2z/one')).map(({ name, sizeBytes }) => [name, sizeBytes])).toEqual([['case.csv', 1]])
  })

  it('lists plain files and directories apart, each in the order of the names, and none of what is not there', async () => {
    for (const name of ['b.csv', 'a.csv']) writeFileSync(join(root, 'z2c', name), name)
    symlinkSync(join(base, 'outside'), join(root, 'z2c/link'))
    symlinkSync(join(base, 'outside/secret.csv'), join(root, 'z2c/c.csv'))
    expect((await drop.list('z2c')).map(({ name }) => name)).toEqual(['a.csv', 'b.csv'])
    expect(await drop.directories('z2c')).toEqual(['ack'])
    expect(await drop.list('z2c/none')).toEqual([])
    expect(await drop.directories('z2c/none')).toEqual([])
  })

  it('reads no more than it may, and nothing of what is not there', async () => {
    writeFileSync(join(root, 'z2c/a.csv'), '12345')
    expect(await drop.read('z2c/a.csv', 5)).toEqual(bytes('12345'))
    expect(await drop.read('z2c/a.csv', 4)).toBe('too-large')
    expect(await drop.read('z2c/b.csv', 5)).toBeNull()
    expect(await drop.read('z2c/none/b.csv', 5)).toBeNull()
    expect(await drop.read('z2c/ack', 5)).toBeNull()
  })

  it('moves a file once', async () => {
    writeFileSync(join(root, 'z2c/a.csv'), 'a')
    expect(await drop.move('z2c/a.csv', 'z2c/done/a.csv')).toBe(true)
    expect(await drop.move('z2c/a.csv', 'z2c/done/a.csv')).toBe(false)
    expect(readFileSync(join(root, 'z2c/done/a.csv'), 'utf8')).toBe('a')
  })

  it.each(['../outside/secret.csv', '/etc/passwd', 'z2c/../../outside/secret.csv', 'z2c\\..\\x', 'a\0b', './a'])(
    'throws for a path that leads out: %s',
    async (path) => {
      await expect(drop.read(path, 10)).rejects.toThrow('leads out')
      await expect(drop.write(path, bytes('x'))).rejects.toThrow('leads out')
      await expect(drop.move(path, 'z2c/x')).rejects.toThrow('leads out')
      await expect(drop.list(path)).rejects.toThrow('leads out')
    },
  )

  it('follows no link: neither to a file, nor through a directory, nor for a file that it writes', async () => {
    symlinkSync(join(base, 'outside'), join(root, 'z2c/link'))
    symlinkSync(join(base, 'outside/secret.csv'), join(root, 'z2c/secret.csv'))
    symlinkSync(join(base, 'outside/secret.csv'), join(root, 'z2c/new.csv.part'))
    expect(await drop.read('z2c/secret.csv', 10)).toBeNull()
    await expect(drop.read('z2c/link/secret.csv', 10)).rejects.toThrow('through a link')
    await expect(drop.write('z2c/link/new.csv', bytes('x'))).rejects.toThrow('through a link')
    await expect(drop.write('z2c/new.csv', bytes('x'))).rejects.toThrow('refused')
    expect(await drop.move('z2c/secret.csv', 'z2c/ack/secret.csv')).toBe(false)
    await drop.write('z2c/secret.csv', bytes('ours'))
    expect(readFileSync(join(base, 'outside/secret.csv'), 'utf8')).toBe('secret')
    expect(existsSync(join(base, 'outside/new.csv'))).toBe(false)
  })

  it('is not reached where the folder is not mounted, and does not make it', async () => {
    const absent = openFolderDrop(join(base, 'absent'), '.part')
    await expect(absent.list('z2c')).rejects.toMatchObject({ name: 'LinkFailure', reason: 'connect' })
    await expect(absent.write('z2c/a', bytes('x'))).rejects.toMatchObject({ reason: 'connect' })
    expect(existsSync(join(base, 'absent'))).toBe(false)
  })
})
