import { constants, type Dirent } from 'node:fs'
import { lstat, mkdir, open, readdir, realpath, rename } from 'node:fs/promises'
import { join } from 'node:path'
import { type Drop, LinkFailure } from '../../core/links.ts'
import { stepsOf } from './drop-path.ts'

/** A drop on a folder that the operator mounts. Nothing leads out of it: neither a path nor a link, of which none is followed. What is written is on the disk before it has its name. */
export function openFolderDrop(root: string, partSuffix: string): Drop {
  const at = createPlaces(root)

  return {
    async list(directory) {
      const path = await at.directory(directory)
      const names = (await entriesOf(path)).filter((entry) => entry.isFile()).map(({ name }) => name)
      const found = await Promise.all(
        names.map(async (name) => ({ name, about: await statOf(join(path ?? '', name)) })),
      )
      return found.flatMap(({ name, about }) =>
        about?.isFile() ? [{ name, sizeBytes: about.size, modifiedAt: about.mtimeMs }] : [],
      )
    },
    async directories(directory) {
      const entries = await entriesOf(await at.directory(directory))
      return entries.filter((entry) => entry.isDirectory()).map(({ name }) => name)
    },
    async read(path, maxBytes) {
      const place = await at.file(path)
      return place === null ? null : reached(() => readWhole(place, maxBytes), null)
    },
    async write(path, bytes) {
      const place = await at.file(path, true)
      if (place === null) throw new LinkFailure('connect')
      await reached(() => writeWhole(place, `${place}${partSuffix}`, bytes))
    },
    async move(from, to) {
      const [source, target] = [await at.file(from), await at.file(to, true)]
      if (source === null || target === null || !(await statOf(source))?.isFile()) return false
      return reached(async () => {
        await rename(source, target)
        await keepNames(join(target, '..'))
        return true
      }, false)
    },
  }
}

/** Paths of the drop as places on this machine; null for what lies in a directory that is not there. */
function createPlaces(root: string) {
  /** A directory that is where its path says: whatever is a link on the way is another. */
  async function directory(path: string, makes = false): Promise<string | null> {
    const base = await realpath(root).catch(() => {
      throw new LinkFailure('connect')
    })
    const place = join(base, ...stepsOf(path))
    if (makes) await reached(() => mkdir(place, { recursive: true }))
    const real = await realpath(place).catch(() => null)
    if (real !== null && real !== place) throw new Error('the path leads through a link')
    return real
  }

  return {
    directory,
    async file(path: string, makes = false): Promise<string | null> {
      const segments = stepsOf(path)
      const name = segments.pop()
      if (name === undefined) throw new Error('the path names no file')
      const place = await directory(segments.join('/'), makes)
      return place === null ? null : join(place, name)
    },
  }
}

async function readWhole(place: string, maxBytes: number): Promise<Uint8Array | 'too-large' | null> {
  // a pipe that somebody put there must not hold us up
  const file = await open(place, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK)
  try {
    const about = await file.stat()
    if (!about.isFile()) return null
    if (about.size > maxBytes) return 'too-large'
    const bytes = await file.readFile()
    return bytes.length > maxBytes ? 'too-large' : new Uint8Array(bytes)
  } finally {
    await file.close()
  }
}

async function writeWhole(place: string, part: string, bytes: Uint8Array): Promise<void> {
  const flags = constants.O_WRONLY | constants.O_CREAT | constants.O_TRUNC | constants.O_NOFOLLOW
  const file = await open(part, flags, 0o640)
  try {
    await file.writeFile(bytes)
    await file.sync()
  } finally {
    await file.close()
  }
  await rename(part, place)
  await keepNames(join(place, '..'))
}

/** A name is kept once its directory is on the disk. */
async function keepNames(directory: string): Promise<void> {
  const handle = await open(directory, constants.O_RDONLY)
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

async function entriesOf(place: string | null): Promise<Dirent[]> {
  const entries = place === null ? [] : await reached(() => readdir(place, { withFileTypes: true }), [])
  return entries.sort((one, other) => (one.name < other.name ? -1 : 1))
}

const statOf = (place: string) => lstat(place).catch(() => null)

/** What is not there, or is a link, is `none`; a disk that fails, or has no room, is a folder that is not reached. */
async function reached<Value>(work: () => Promise<Value>, none?: Value): Promise<Value> {
  try {
    return await work()
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException
    if (none !== undefined && ['ENOENT', 'ELOOP', 'ENOTDIR'].includes(code)) return none
    throw new LinkFailure(code === 'EIO' || code === 'ESTALE' ? 'reset' : 'refused', { cause: error })
  }
}
