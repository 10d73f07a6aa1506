import { readTheme } from '../../core/bundle/read-theme.ts'
import type { Theme } from '../../core/bundle/theme.ts'
import type { JsonObject } from '../../core/json.ts'
import type { CaseMaterial } from '../../core/matter.ts'
import { codes, definitionFile, matterNamed } from '../form/definitions.ts'
import { m01Form } from '../form/samples/m01.ts'
import { m02Form } from '../form/samples/m02.ts'
import { m03Form, m03FormSale } from '../form/samples/m03.ts'
import { m04Form } from '../form/samples/m04.ts'
import { m05Form } from '../form/samples/m05.ts'
import { m07Form } from '../form/samples/m07.ts'
import { m09Form } from '../form/samples/m09.ts'
import { asLicence, BUSINESS_LICENCE_ID, type Changes, changed, lookedUp, onFile } from '../form/samples/sample.ts'

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

/** 企业跨省迁移 from 510107 to 500107, which sells food there and lends out workers. */
export function movingForm(changes: Changes = {}): JsonObject {
  const there = { division: '500107', detail: '示例街道示例大道18号' }
  const { business, safetyStaff } = m03FormSale({ 'business.prepackagedOnly': undefined })
  const { org, permit, facilities, policies, staff, capitalReport } = m04Form()
  const { established, capital } = org as JsonObject
  const { applicant, delivery, verify, consent, pledge, entity, reissue } = m02Form({
    'applicant.idType': undefined,
    'reissue.kind': undefined,
    'reissue.lossNotice': undefined,
  })
  const { type, rep, lastApproved } = entity as JsonObject
  const whole = { applicant, delivery, verify, consent, pledge, reissue, business, safetyStaff, permit }
  return changed(
    {
      ...whole,
      entity: { type, rep, lastApproved },
      facilities,
      policies,
      staff,
      capitalReport,
      org: { established, capital },
      move: { to: there, food: true, dispatch: true },
      site: { address: there, area: 180.5, right: '2', leaseTo: '2027-03-02' },
      rep: { idType: '111', idNo: '130100190012310036', mobile: '13800000003' },
    } as JsonObject,
    changes,
  )
}

/** What is brought for each theme, each paper once; `child.slot`, or the name of what several matters share. */
export const BROUGHT: Readonly<Record<string, readonly CaseMaterial[]>> = {
  T01: [
    onFile('licence.MT009', '换照申请书.pdf'),
    onFile('food.MT009', '食品申请书.pdf'),
    onFile('food.MT016/layout', '布局图.pdf'),
    onFile('food.MT016/flow', '操作流程.pdf'),
    onFile('food.MT017', '制度清单.pdf'),
    onFile('dispatch.MT009', '派遣申请书.pdf'),
    onFile('dispatch.MT005', '章程.pdf'),
    onFile('dispatch.MT015', '验资报告.pdf'),
    onFile('dispatch.MT007', '租赁合同.pdf'),
    onFile('dispatch.MT030.facilities', '设施清单.pdf'),
    onFile('dispatch.MT030.policies/rules', '管理制度.pdf'),
    onFile('dispatch.MT030.policies/agreement', '协议样本.pdf'),
    onFile('repId/front', '身份证人像面.jpg'),
    onFile('repId/back', '身份证国徽面.jpg'),
    onFile('consent', '同意书.pdf'),
  ],
  T02: [
    onFile('hukou.MT009', '迁移申请书.pdf'),
    onFile('hukou.MT003', '结婚证.pdf'),
    onFile('hukou.MT001/applicant', '本人身份证.pdf'),
    onFile('hukou.MT001/migrants', '配偶身份证.pdf'),
    onFile('hukou.MT007', '房产证明.pdf'),
    onFile('medical.MT009', '备案表.pdf'),
    onFile('medical.MT013', '承诺书.pdf'),
    onFile('card.MT009', '申领登记表.pdf'),
    onFile('card.MT010', '电子照片.jpg'),
    onFile('spouseId/front', '身份证人像面.jpg'),
    onFile('spouseId/back', '身份证国徽面.jpg'),
    onFile('household', '户口簿.pdf'),
    onFile('consent', '同意书.pdf'),
  ],
  T03: [
    onFile('company.MT009', '设立申请书.pdf'),
    onFile('company.MT005', '章程.pdf'),
    lookedUp('company.MT022/1', '公安人口库核验'),
    lookedUp('company.MT022/2', '公安人口库核验'),
    asLicence('company.MT022/3', BUSINESS_LICENCE_ID),
    onFile('company.MT021', '任职文件.pdf'),
    onFile('premises', '租赁合同.pdf'),
    onFile('food.MT009', '食品申请书.pdf'),
    onFile('food.MT016/layout', '布局图.pdf'),
    onFile('food.MT016/flow', '操作流程.pdf'),
    onFile('food.MT017', '制度清单.pdf'),
    onFile('food.MT018/1', '健康证明一.pdf'),
    lookedUp('food.MT018/2', '卫生健康部门数据'),
    onFile('repId', '身份证.pdf'),
    onFile('consent', '同意书.pdf'),
  ],
}
