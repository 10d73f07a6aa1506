import { auditZh } from './audit-zh.ts'
import { conformZh } from './conform-zh.ts'
import { deliveryZh } from './delivery-zh.ts'
import { healthZh } from './health-zh.ts'
import { peopleZh } from './people-zh.ts'
import { regionZh } from './region-zh.ts'
import { settingsZh } from './settings-zh.ts'
import { signatureZh } from './signature-zh.ts'

/** Words of the administrator's pages. */
export const adminZh = {
  ...deliveryZh,
  ...regionZh,
  ...peopleZh,
  ...auditZh,
  ...signatureZh,
  ...settingsZh,
  ...conformZh,
  ...healthZh,
}
