import { readTheme } from '../../core/bundle/read-theme.ts'
import type { Theme } from '../../core/bundle/theme.ts'
import type { JsonObject } from '../../core/json.ts'
import { codes, definitionFile, matterNamed } from '../form/definitions.ts'
import { m01Form } from '../form/samples/m01.ts'
import { m03Form } from '../form/samples/m03.ts'
import { m05Form } from '../form/samples/m05.ts'
import { m07Form } from '../form/samples/m07.ts'
import { m09Form } from '../form/samples/m09.ts'
import { type Changes, changed } from '../form/samples/sample.ts'

export const MATTERS = ['M01', 'M02', 'M03', 'M04', 'M05', 'M07', 'M09'].map(matterNamed)

/** One of the project's own themes. */
export function themeNamed(id: string): Theme {
  const read = readTheme(definitionFile(`themes/${id}.yaml`), MATTERS, codes)
  if (!read.ok) throw new Error(read.faults.map(({ path, message }) => `${path}: ${message}`).join('\n'))
  return read.value
}

/** 开办食品店 in 130102: what a company and its shop are applied for with, each answer once. */
export function foodShopForm(changes: Changes = {}): JsonObject {
  const { business, staff, safetyStaff, site } = m03Form({ 'business.prepackagedOnly': undefined })
  const { case: _, ...company } = m01Form()
  return changed({ ...company, business, staff, safetyStaff, site } as JsonObject, changes)
}

/** 夫妻投靠落户 of a wife from 130102 to 510107, insured where she leaves. */
export function marriageForm(changes: Changes = {}): JsonObject {
  const { case: _, ...hukou } = m09Form()
  const { insurance, visit, filing, employer } = m07Form()
  const { card, person } = m05Form() as { card: JsonObject; person: JsonObject }
  return changed(
    {
      ...hukou,
      spouse: { mobile: '13800000004', idExpiry: '长期' },
      insurance,
      visit,
      filing,
      employer,
      insuredDivision: '510107',
      card,
      person: {
        addressAway: '四川省成都市武侯区示例路1号',
        address: '四川省成都市武侯区示例路1号',
        hukouType: person['hukouType'],
      },
    } as JsonObject,
    changes,
  )
}
