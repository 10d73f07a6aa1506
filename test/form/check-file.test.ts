import { deflateRawSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { checkFile } from '../../core/form/check-file.ts'
import { fileTypeNamed, mediaTypeOf, sniffFileType } from '../../core/form/file-type.ts'

const requirement = { slot: 'MT009', name: '备案表', formats: ['pdf', 'jpg', 'ofd'] as const, maxBytes: 1_000 }
const bytes = (...values: number[]) => Uint8Array.from(values)
const text = (value: string) => new TextEncoder().encode(value)

/** A zip as a stream writer makes it: each local header, name and deflated body; sizes left to the descriptor behind the body. */
function zipOf(...names: string[]): Uint8Array {
  const parts = names.flatMap((name) => {
    const header = new Uint8Array(30)
    header.set([0x50, 0x4b, 3, 4, 20, 0, 8, 8, 8, 0])
    header[26] = text(name).length
    return [header, text(name), deflateRawSync(text('<x/>'))]
  })
  return Uint8Array.from(parts.flatMap((part) => [...part]))
}

describe('the type by the first bytes', () => {
  it.each([
    ['pdf', text('%PDF-1.4\n')],
    ['jpg', bytes(0xff, 0xd8, 0xff, 0xe0)],
    ['png', bytes(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)],
    ['ofd', zipOf('OFD.xml', 'Doc_0/Document.xml')],
    ['ofd', zipOf('Doc_0/Document.xml', 'OFD.xml')],
    ['zip', zipOf('word/document.xml')],
    ['zip', zipOf('附件/OFD.xml.txt')],
    ['gif', text('GIF89a')],
    ['exe', text('MZ\u0090')],
    ['ole', bytes(0xd0, 0xcf, 0x11, 0xe0)],
    ['webp', text('RIFF\u0000\u0000\u0000\u0000WEBPVP8 ')],
    ['html', text('<!DOCTYPE html><p>')],
    ['xml', text('<?xml version="1.0"?>')],
    [null, text('居住证')],
    [null, bytes()],
  ])('is %s', (type, head) => {
    expect(sniffFileType(head)).toBe(type)
  })

  it('goes with one media type, and is known by its other names', () => {
    expect(mediaTypeOf('ofd')).toBe('application/ofd')
    expect(['jpeg', 'JPG', 'image/jpeg', 'image/jpg; q=1', '.txt'].map(fileTypeNamed)).toEqual([
      'jpg',
      'jpg',
      'jpg',
      'jpg',
      null,
    ])
  })
})

describe('an uploaded file', () => {
  const pdf = text('%PDF-1.4\n')
  const upload = (given: Partial<Parameters<typeof checkFile>[0]>) =>
    checkFile({ name: '备案表.pdf', declaredType: 'application/pdf', head: pdf, sizeBytes: 28, requirement, ...given })

  it('that is what it says has no fault', () => {
    expect(upload({})).toEqual([])
    expect(upload({ declaredType: '' })).toEqual([])
    expect(upload({ declaredType: 'application/octet-stream' })).toEqual([])
  })

  it.each([
    ['of 0 bytes', { head: bytes(), sizeBytes: 0 }, 'file-empty'],
    ['over the limit', { sizeBytes: 1_001 }, 'file-size'],
    ['that is a picture named PDF', { head: bytes(0xff, 0xd8, 0xff) }, 'file-mismatch'],
    ['declared as a picture', { declaredType: 'image/jpeg' }, 'file-mismatch'],
    ['without an extension', { name: '备案表' }, 'file-mismatch'],
    ['that is a program named PDF', { head: text('MZ') }, 'file-format'],
    [
      'of a type that is not taken',
      { name: 'a.png', declaredType: 'image/png', head: bytes(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a) },
      'file-format',
    ],
    ['of unknown bytes', { head: text('hello') }, 'file-format'],
    ['with a slash in its name', { name: 'a/b.pdf' }, 'file-name'],
    ['with a name of 101 characters', { name: `${'长'.repeat(97)}.pdf` }, 'file-name'],
  ])('%s is refused at its material', (_, given, code) => {
    const faults = upload(given)
    expect(faults).toMatchObject([{ path: 'materials.MT009', code }])
    expect(faults[0]?.message).toContain('材料“备案表”')
    expect(faults[0]?.fix).toMatch(/[\u4e00-\u9fff]/)
  })
})
