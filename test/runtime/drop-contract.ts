import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Drop } from '../../core/links.ts'

/** A drop to try, with a directory in which we may write; `names` is everything that lies in a directory, seen from the other side. */
export interface OpenDrop {
  readonly drop: Drop
  readonly root: string
  names(directory: string): readonly string[]
  close(): Promise<void>
}

const bytesOf = (text: string) => new TextEncoder().encode(text)
const textOf = (bytes: unknown) => (bytes instanceof Uint8Array ? new TextDecoder().decode(bytes) : bytes)

/** What every drop does, whatever it is made of. */
export function dropContract(name: string, open: () => Promise<OpenDrop>): void {
  describe(`a drop: ${name}`, () => {
    let opened: OpenDrop
    beforeAll(async () => {
      opened = await open()
    })
    afterAll(() => opened.close())
    const at = (path: string) => `${opened.root}/${path}`

    it('lists the files and the directories of a directory by name, the files with their sizes and times, and none where there is no directory', async () => {
      const { drop } = opened
      for (const file of ['b.csv', 'a.csv', '回执.csv']) await drop.write(at(`list/${file}`), bytesOf(file))
      await drop.write(at('list/below/c.csv'), bytesOf('c'))
      const listed = await drop.list(at('list'))
      expect(listed.map(({ name: one, sizeBytes }) => [one, sizeBytes])).toEqual([
        ['a.csv', 5],
        ['b.csv', 5],
        ['回执.csv', 10],
      ])
      for (const { modifiedAt } of listed) expect(Math.abs(Date.now() - modifiedAt)).toBeLessThan(60_000)
      expect(await drop.directories(at('list'))).toEqual(['below'])
      expect(await drop.list(at('nowhere'))).toEqual([])
      expect(await drop.directories(at('nowhere'))).toEqual([])
    })

    it('reads a file whole, nothing where there is none, and not one that is larger than it may be', async () => {
      const { drop } = opened
      await drop.write(at('read/a'), bytesOf('四个汉字'))
      expect(textOf(await drop.read(at('read/a'), 12))).toBe('四个汉字')
      expect(await drop.read(at('read/a'), 11)).toBe('too-large')
      expect(await drop.read(at('read/b'), 12)).toBeNull()
      expect(await drop.read(at('nowhere/b'), 12)).toBeNull()
    })

    it('writes into directories that were not there, over what was, and leaves no part behind', async () => {
      const { drop } = opened
      await drop.write(at('write/20260302/a.zip'), bytesOf('one'))
      await drop.write(at('write/20260302/a.zip'), bytesOf('another'))
      await drop.write(at('write/20260302/empty'), new Uint8Array())
      expect(textOf(await drop.read(at('write/20260302/a.zip'), 100))).toBe('another')
      expect(await drop.read(at('write/20260302/empty'), 100)).toEqual(new Uint8Array())
      expect([...opened.names(at('write/20260302'))].sort()).toEqual(['a.zip', 'empty'])
    })

    it('carries a large file to the byte, and several at a time', async () => {
      const { drop } = opened
      const large = Uint8Array.from({ length: 1_000_003 }, (_, index) => (index * 31 + (index >> 8)) & 0xff)
      await Promise.all(['x', 'y', 'z'].map((file) => drop.write(at(`large/${file}`), large)))
      const read = await Promise.all(['x', 'y', 'z'].map((file) => drop.read(at(`large/${file}`), large.length)))
      for (const bytes of read) expect(Buffer.from(bytes as Uint8Array).equals(Buffer.from(large))).toBe(true)
    })

    it('moves a file into a directory that it makes, and says where there was none', async () => {
      const { drop } = opened
      await drop.write(at('move/a'), bytesOf('a'))
      expect(await drop.move(at('move/a'), at('done/20260302/a'))).toBe(true)
      expect(await drop.move(at('move/a'), at('done/20260302/a'))).toBe(false)
      expect(textOf(await drop.read(at('done/20260302/a'), 1))).toBe('a')
      await drop.write(at('move/a'), bytesOf('b'))
      expect(await drop.move(at('move/a'), at('done/20260302/a'))).toBe(true)
      expect(textOf(await drop.read(at('done/20260302/a'), 1))).toBe('b')
    })

    it.each(['../etc/passwd', 'a/../../b', '/etc/passwd', 'a/./b', 'a/b\\c', 'a/\u0000'])(
      'has no path that leads out of it: %j',
      async (path) => {
        const { drop } = opened
        for (const ask of [
          () => drop.list(path),
          () => drop.directories(path),
          () => drop.read(path, 1),
          () => drop.write(path, bytesOf('x')),
          () => drop.move(path, at('z')),
          () => drop.move(at('list/a.csv'), path),
        ])
          await expect(ask()).rejects.toThrow('leads out')
      },
    )
  })
}
