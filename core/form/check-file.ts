import type { Fault } from '../fault.ts'
import type { MaterialRequirement } from '../matter.ts'
import { fileTypeNamed, sniffFileType } from './file-type.ts'
import { checkPlainText, codePoints, type Wrong } from './plain-text.ts'

/** What is known of a file without reading all of it. */
export interface FileFacts {
  readonly name: string
  readonly mediaType: string
  readonly sizeBytes: number
}

type Requirement = Pick<MaterialRequirement, 'slot' | 'name' | 'formats' | 'maxBytes'>

const MOST_NAME_CHARACTERS = 100

/** What is wrong with a stored file of a material by its name, declared type and size. */
export function checkFileFacts(requirement: Requirement, file: FileFacts, part = ''): Fault[] {
  return [checkFileName(file.name), checkFormat(requirement, file), checkFileSize(requirement, file.sizeBytes)]
    .filter((wrong) => wrong !== null)
    .map((wrong) => toFault(requirement, wrong, part))
}

/** What is wrong with a file at upload, its first bytes at hand: empty, too large, of a format not taken, or not what its name says. */
export function checkFile(file: {
  readonly name: string
  /** media type as declared by the sender, '' where it declared none */
  readonly declaredType: string
  readonly head: Uint8Array
  readonly sizeBytes: number
  readonly requirement: Requirement
}): Fault[] {
  const { requirement, sizeBytes } = file
  const wrongs = [checkFileName(file.name), checkFileSize(requirement, sizeBytes)]
  if (sizeBytes > 0) wrongs.push(checkBytes(requirement, file))
  return wrongs.filter((wrong) => wrong !== null).map((wrong) => toFault(requirement, wrong, ''))
}

function checkBytes(
  requirement: Requirement,
  file: { name: string; declaredType: string; head: Uint8Array },
): Wrong | null {
  const found = sniffFileType(file.head)
  const accepted = requirement.formats.find((format) => format === found)
  if (accepted === undefined) {
    const message = `的内容${found === null ? '认不出是什么格式' : `是 ${found.toUpperCase()}`}，只收 ${formatsOf(requirement)}`
    return { code: 'file-format', message, fix: '请另存为所收的格式后重新上传，只改扩展名没有用' }
  }
  const named = fileTypeNamed(extensionOf(file.name))
  const declared = file.declaredType === '' ? accepted : fileTypeNamed(file.declaredType)
  if (named === accepted && (declared === accepted || declared === null)) return null
  const message = `的内容是 ${accepted.toUpperCase()}，与文件名或声明的类型不一致`
  return { code: 'file-mismatch', message, fix: `请把扩展名改为 .${accepted}，或重新导出文件` }
}

function checkFormat(requirement: Requirement, { name, mediaType }: FileFacts): Wrong | null {
  const type = fileTypeNamed(mediaType)
  const named = fileTypeNamed(extensionOf(name))
  if (!requirement.formats.some((format) => format === type)) {
    return {
      code: 'file-format',
      message: `的格式不收，只收 ${formatsOf(requirement)}`,
      fix: '请另存为所收的格式后重新上传',
    }
  }
  if (type === named) return null
  return { code: 'file-mismatch', message: '的扩展名与内容的格式不一致', fix: `请把扩展名改为 .${type}` }
}

function checkFileSize({ maxBytes }: Requirement, sizeBytes: number): Wrong | null {
  if (!(sizeBytes > 0)) return { code: 'file-empty', message: '的文件是空的（0 字节）', fix: '请重新扫描后上传' }
  if (sizeBytes <= maxBytes) return null
  const limit = toMegabytes(maxBytes)
  return {
    code: 'file-size',
    message: `的文件有 ${toMegabytes(sizeBytes)} MB，最多 ${limit} MB`,
    fix: `请压缩到 ${limit} MB 以内`,
  }
}

function checkFileName(name: string): Wrong | null {
  if (name === '' || codePoints(name) > MOST_NAME_CHARACTERS) {
    return { code: 'file-name', message: `的文件名为空或超过 ${MOST_NAME_CHARACTERS} 个字`, fix: '请改短文件名' }
  }
  if (checkPlainText(name) || /[\\/:*?"<>|]/.test(name) || name.startsWith('.')) {
    return { code: 'file-name', message: '的文件名中有不能用的字符', fix: '文件名只用汉字、字母、数字、-、_ 和 .' }
  }
  return null
}

function extensionOf(name: string): string {
  return /\.([^.]+)$/.exec(name)?.[1] ?? ''
}

function formatsOf({ formats }: Requirement): string {
  return formats.map((format) => format.toUpperCase()).join('、')
}

function toMegabytes(bytes: number): string {
  return String(Math.ceil((bytes / 1_048_576) * 10) / 10)
}

function toFault({ slot, name }: Requirement, wrong: Wrong, part: string): Fault {
  const path = `materials.${slot}${part === '' ? '' : `.${part}`}`
  return { path, code: wrong.code, message: `材料“${name}”${wrong.message}`, fix: wrong.fix }
}
