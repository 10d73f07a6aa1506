const ALPHABET_36 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ'
const ALPHABET_USCC = '0123456789ABCDEFGHJKLMNPQRTUWXY'

function isDate(text: string): boolean {
  const time = Date.parse(`${text}T00:00:00Z`)
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text)
}

/** GB 11643: 17 digits with a real day, then the MOD 11-2 character. */
export function isIdNumber(text: string): boolean {
  const parts = /^\d{6}(\d{4})(\d{2})(\d{2})\d{3}[\dX]$/.exec(text)
  if (!parts || !isDate(`${parts[1]}-${parts[2]}-${parts[3]}`)) return false
  const sum = [...text.slice(0, 17)].reduce((total, digit, i) => total + Number(digit) * (2 ** (17 - i) % 11), 0)
  return '10X98765432'[sum % 11] === text[17]
}

/** GB 32100: 17 characters weighted by powers of 3 modulo 31. */
export function isUscc(text: string): boolean {
  if (!/^[0-9A-HJ-NPQRTUWXY]{18}$/.test(text)) return false
  let weight = 1
  let sum = 0
  for (const character of text.slice(0, 17)) {
    sum += ALPHABET_USCC.indexOf(character) * weight
    weight = (weight * 3) % 31
  }
  return ALPHABET_USCC[(31 - (sum % 31)) % 31] === text[17]
}

/** ISO 7064 MOD 37,36: the check character of letters and digits. */
export function mod37Character(text: string): string {
  let product = 36
  for (const character of text) {
    const sum = (product + ALPHABET_36.indexOf(character)) % 36
    product = ((sum === 0 ? 36 : sum) * 2) % 37
  }
  return ALPHABET_36[(37 - product) % 36] ?? ''
}

export const LICENCE_ID =
  /^1\.2\.156\.3005\.2\.([0-9A-Z]{21})\.([0-9A-Z]{18})\.([0-9A-Z]{1,40})\.([0-9A-Z]{3})\.([0-9A-Z])$/

/** Whether the last character of a well-formed electronic licence identifier is right (§6.3). */
export function hasLicenceCheck(text: string): boolean {
  const parts = LICENCE_ID.exec(text)
  return parts !== null && mod37Character(parts.slice(1, 5).join('')) === parts[5]
}

/** The electronic licence identifier of a licence type, an issuer and a serial, version 001. */
export function licenceId(typeCode: string, issuer: string, serial: string): string {
  const check = mod37Character(`${typeCode}${issuer}${serial}001`)
  return `1.2.156.3005.2.${typeCode}.${issuer}.${serial}.001.${check}`
}
