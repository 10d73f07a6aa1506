import { auditEn } from './audit-en.ts'
import { conformEn } from './conform-en.ts'
import { deliveryEn } from './delivery-en.ts'
import { healthEn } from './health-en.ts'
import { peopleEn } from './people-en.ts'
import { regionEn } from './region-en.ts'
import { settingsEn } from './settings-en.ts'
import { signatureEn } from './signature-en.ts'

/** Words of the administrator's pages in English. */
export const adminEn = {
  ...deliveryEn,
  ...regionEn,
  ...peopleEn,
  ...auditEn,
  ...signatureEn,
  ...settingsEn,
  ...conformEn,
  ...healthEn,
}
