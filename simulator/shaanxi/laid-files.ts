import type { Folder } from './folder.ts'
import { readSeal, sealOf, sha256 } from './wire.ts'

/** Lays files and then the `.ok` that vouches for them (§1.1); `seal` is what it says where that is not the truth. */
export function lay(
  folder: Folder,
  directory: string,
  files: readonly (readonly [name: string, bytes: Buffer])[],
  okName: string,
  seal?: Buffer,
): void {
  for (const [name, bytes] of files) folder.put(`${directory}/${name}`, bytes)
  folder.put(`${directory}/${okName}`, seal ?? sealOf(files))
}

/** The file beside a `.ok` that vouches for it; null where either is missing or they disagree. */
export function readSealed(folder: Folder, path: string): Buffer | null {
  const [file, ok] = [folder.files.get(path), folder.files.get(`${path}.ok`)]
  const sealed = ok && readSeal(ok.bytes)?.get(path.slice(path.lastIndexOf('/') + 1))
  if (!file || !sealed) return null
  return sealed.hash === sha256(file.bytes) && sealed.size === file.bytes.length ? file.bytes : null
}
