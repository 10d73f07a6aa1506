/* Names of CMS (RFC 5652) and of its Chinese sister (GM/T 0010), which differ in nothing else that is used here. */

/** What contents are called in either of them. */
export const CONTENT = {
  cms: {
    data: '1.2.840.113549.1.7.1',
    signed: '1.2.840.113549.1.7.2',
    enveloped: '1.2.840.113549.1.7.3',
  },
  sm: {
    data: '1.2.156.10197.6.1.4.2.1',
    signed: '1.2.156.10197.6.1.4.2.2',
    enveloped: '1.2.156.10197.6.1.4.2.3',
  },
} as const

/** The names that hold where the outer content type is this one; SM2 travels under either. */
export function familyOf(type: string, kind: 'signed' | 'enveloped'): (typeof CONTENT)['cms' | 'sm'] | null {
  return Object.values(CONTENT).find((names) => names[kind] === type) ?? null
}

/** Attributes that are signed (RFC 5652 §11). */
export const ATTRIBUTE = {
  contentType: '1.2.840.113549.1.9.3',
  messageDigest: '1.2.840.113549.1.9.4',
  signingTime: '1.2.840.113549.1.9.5',
} as const

export const SHA256 = '2.16.840.1.101.3.4.2.1'
export const SM3 = '1.2.156.10197.1.401'
export const RSA = '1.2.840.113549.1.1.1'
export const SHA256_WITH_RSA = '1.2.840.113549.1.1.11'
export const SM2_WITH_SM3 = '1.2.156.10197.1.501'
/** SM2's signature by itself, as GM/T 0010 names it beside the digest. */
export const SM2_SIGNING = '1.2.156.10197.1.301.1'
