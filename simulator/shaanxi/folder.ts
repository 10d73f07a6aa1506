/** A file as it lies in the folder. */
export interface FolderFile {
  bytes: Buffer
  /** whole seconds, as SFTP tells them */
  modifiedAt: number
}

/** The account's directory in memory: files by their absolute path, directories as they were made. */
export interface Folder {
  readonly files: Map<string, FolderFile>
  hasDirectory(path: string): boolean
  makeDirectory(path: string): void
  /** Names right below a directory, directories with a `/` behind. */
  list(path: string): string[]
  put(path: string, bytes: Buffer): void
  /** Moves a file; whoever watches is told that it is there now. */
  rename(from: string, to: string): void
  /** Called with the path of every file that appears whole: put by us, renamed by the other side. */
  watch(seen: (path: string) => void): void
}

const parentOf = (path: string): string => path.slice(0, path.lastIndexOf('/')) || '/'

/** An empty folder with the directories of the document, §1.1. */
export function createFolder(now: () => number): Folder {
  const files = new Map<string, FolderFile>()
  const directories = new Set(['/', '/in', '/out', '/in/cl', '/in/hd', '/in/wj', '/in/hz'])
  for (const name of ['hd', 'wj', 'ts', 'hz']) directories.add(`/out/${name}`)
  const watchers: ((path: string) => void)[] = []
  const folder: Folder = {
    files,
    hasDirectory: (path) => directories.has(path),
    makeDirectory(path) {
      if (path !== '/') folder.makeDirectory(parentOf(path))
      directories.add(path)
    },
    list(path) {
      const start = path === '/' ? '/' : `${path}/`
      const below = (known: string) =>
        known.startsWith(start) && known !== path && !known.slice(start.length).includes('/')
      const names = [...files.keys()].filter(below).map((known) => known.slice(start.length))
      return [...names, ...[...directories].filter(below).map((known) => `${known.slice(start.length)}/`)].sort()
    },
    put(path, bytes) {
      folder.makeDirectory(parentOf(path))
      files.set(path, { bytes, modifiedAt: Math.floor(now() / 1000) })
    },
    rename(from, to) {
      const file = files.get(from)
      if (!file) return
      files.delete(from)
      files.set(to, file)
      for (const seen of watchers) seen(to)
    },
    watch: (seen) => void watchers.push(seen),
  }
  return folder
}
