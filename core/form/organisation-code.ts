const USCC_ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY'
const USCC_WEIGHTS = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28]

/** What is wrong with a unified social credit code (GB 32100-2015), or null. */
export function creditCodeFault(text: string): 'format' | 'checksum' | null {
  if (!/^[0-9A-HJ-NP-RTUW-Y]{18}$/.test(text)) return 'format'
  const sum = USCC_WEIGHTS.reduce(
    (total, weight, index) => total + weight * USCC_ALPHABET.indexOf(text[index] ?? ''),
    0,
  )
  return USCC_ALPHABET[(31 - (sum % 31)) % 31] === text[17] ? null : 'checksum'
}

const ALPHANUMERIC = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ'

/** What is wrong with an e-licence identifier (GB/T 36904: root, type 21, issuer 18, serial, version 3, check by ISO 7064 MOD 37,36), or null. */
export function licenceIdFault(text: string): 'format' | 'checksum' | null {
  const match = /^1\.2\.156\.3005\.2\.([0-9A-Z]{21})\.([0-9A-Z]{18})\.([0-9A-Z]{1,30})\.(\d{3})\.([0-9A-Z])$/.exec(text)
  if (!match) return 'format'
  const [type, issuer, serial, version, check] = match.slice(1)
  return mod3736(`${type}${issuer}${serial}${version}`) === check ? null : 'checksum'
}

/** ISO 7064 MOD 37,36 check character. */
export function mod3736(text: string): string {
  let product = 36
  for (const character of text) {
    const sum = (product + ALPHANUMERIC.indexOf(character)) % 36 || 36
    product = (sum * 2) % 37
  }
  return ALPHANUMERIC[(37 - product) % 36] ?? ''
}
