import type { Wrong } from './plain-text.ts'

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ'
/** root.type.issuer.serial.version.check, GB/T 36904 */
const SHAPE = /^1\.2\.156\.3005\.2\.([0-9A-Z]{21})\.([0-9A-Z]{18})\.([0-9A-Z]{1,30})\.([0-9A-Z]{3})\.([0-9A-Z])$/

/** ISO 7064 MOD 37,36 over digits and capital letters. */
export function licenceIdCheckCharacter(text: string): string {
  let product = 36
  for (const character of text) {
    const sum = (product + ALPHABET.indexOf(character)) % 36 || 36
    product = (sum * 2) % 37
  }
  return ALPHABET[(37 - product) % 36] as string
}

/** What is wrong with the identifier of an electronic licence (GB/T 36904), or null. */
export function checkLicenceId(text: string): Wrong | null {
  const [, type, issuer, serial, version, check] = SHAPE.exec(text) ?? []
  if (type === undefined) {
    return {
      code: 'format',
      message: '不符合电子证照标识的格式',
      fix: '请从电子证照库重新调取，标识以 1.2.156.3005.2. 开头',
    }
  }
  if (licenceIdCheckCharacter(`${type}${issuer}${serial}${version}`) !== check) {
    return { code: 'checksum', message: '的末位校验不符', fix: '请从电子证照库重新调取，不要手工输入' }
  }
  return null
}
