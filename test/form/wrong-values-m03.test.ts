import { m03Samples } from './samples/m03.ts'
import type { Changes, SampleCase } from './samples/sample.ts'
import { describeWrongValues, type Row } from './wrong-rows.ts'

const rows: readonly Row[] = [
  // operator
  ['operator who is not the applicant', { 'operator.name': '成都另一家管理有限公司' }, 'operator.name', 'conflict'],
  ['operator under another code', { 'operator.uscc': '92510107MA00000154' }, 'operator.uscc', 'conflict'],
  ['credit code with a wrong last character', both('91510107MA0000007D'), 'operator.uscc', 'checksum'],
  ['credit code with the letter I', both('9I510107MA0000007C'), 'operator.uscc', 'format'],
  ['company that gives an identity number', { 'operator.uscc': '130100190012310036' }, 'operator.uscc', 'checksum'],
  [
    'trader whose number has a wrong last digit',
    { ...trader(), 'operator.uscc': '130100190012310037' },
    'operator.uscc',
    'checksum',
  ],
  ['operator without Chinese', { 'operator.name': 'Example Co' }, 'operator.name', 'characters'],
  ['representative in Latin letters', { 'operator.rep.name': 'Ouyang' }, 'operator.rep.name', 'characters'],
  ['representative of the wrong sum', { 'operator.rep.idNo': '130100190012310030' }, 'operator.rep.idNo', 'checksum'],
  ['representative who is a company', { 'operator.rep.idType': '001' }, 'operator.rep.idType', 'conflict'],
  ['representative’s mobile of 12 digits', { 'operator.rep.mobile': '138000000033' }, 'operator.rep.mobile', 'format'],
  ['representative’s phone without area code', { 'operator.rep.phone': '85000001' }, 'operator.rep.phone', 'format'],
  [
    'representative nobody can call',
    { 'operator.rep.mobile': '', 'operator.rep.phone': null },
    'operator.rep.mobile',
    'required',
  ],
  ['no seat', { 'operator.address': undefined }, 'operator.address', 'required'],
  // site
  ['site in another province', { 'site.address.division': '510107' }, 'site.address.division', 'conflict'],
  ['site of an unknown place', { 'site.address.division': '139999' }, 'site.address.division', 'code'],
  ['site of no area', { 'site.area': 0 }, 'site.area', 'range'],
  ['site measured to the millimetre', { 'site.area': 180.505 }, 'site.area', 'decimals'],
  ['warehouse without an area', { 'warehouses[0].area': undefined }, 'warehouses[0].area', 'required'],
  ['warehouse measured too finely', { 'warehouses[0].area': 60.001 }, 'warehouses[0].area', 'decimals'],
  ['warehouse at one text', { 'warehouses[0].address': '示例南街2号' }, 'warehouses[0].address', 'format'],
  ['warehouse twice', { warehouses: [warehouse(), warehouse()] }, 'warehouses[1].address', 'duplicate'],
  ['twenty-one warehouses', { warehouses: Array.from({ length: 21 }, warehouse) }, 'warehouses', 'too-many'],
  // business
  ['business of no table', { 'business.form': '4' }, 'business.form', 'code'],
  ['online in words', { 'business.online': '是' }, 'business.online', 'format'],
  ['online without an address', { 'business.url': '' }, 'business.url', 'required'],
  ['online, shop unsaid', { 'business.physicalStore': undefined }, 'business.physicalStore', 'required'],
  ['address of no scheme', { 'business.url': 'shop.he.example' }, 'business.url', 'format'],
  ['address with a password in it', { 'business.url': 'https://a:b@shop.he.example' }, 'business.url', 'format'],
  ['address that runs code', { 'business.url': 'javascript:alert(1)' }, 'business.url', 'format'],
  ['address though offline', { 'business.online': false }, 'business.url', 'unexpected'],
  ['shop though offline', { 'business.online': false, 'business.url': '' }, 'business.physicalStore', 'unexpected'],
  ['sale without its mode', { 'business.form': '1' }, 'business.saleMode', 'required'],
  ['sale mode of a restaurant', { 'business.saleMode': '1' }, 'business.saleMode', 'unexpected'],
  ['sale mode of no table', { 'business.form': '1', 'business.saleMode': '4' }, 'business.saleMode', 'code'],
  ['restaurant without its scale', { 'business.cateringScale': undefined }, 'business.cateringScale', 'required'],
  ['scale of a shop', { 'business.form': '1' }, 'business.cateringScale', 'unexpected'],
  ['scale in digits', { 'business.cateringScale': '3' }, 'business.cateringScale', 'code'],
  ['central kitchen of a canteen', { 'business.form': '3' }, 'business.centralKitchen', 'unexpected'],
  ['meal delivery of a canteen', { 'business.form': '3' }, 'business.groupMealDelivery', 'unexpected'],
  ['nothing to sell', { 'business.items': [] }, 'business.items', 'required'],
  ['group of goods for a code', { 'business.items[0].code': '01' }, 'business.items[0].code', 'code'],
  ['goods twice', { 'business.items[1].code': '11' }, 'business.items[1].code', 'duplicate'],
  ['flag twice', { 'business.items[1].flags': ['cream', 'cream'] }, 'business.items[1].flags[1]', 'duplicate'],
  ['flag of no table', { 'business.items[1].flags': ['H'] }, 'business.items[1].flags[0]', 'code'],
  ['flag that is nothing', { 'business.items[1].flags': [''] }, 'business.items[1].flags[0]', 'required'],
  ['cream on drinks', { 'business.items[2].flags': ['cream'] }, 'business.items[2].code', 'value'],
  ['wine in pastry', { 'business.items[1].flags': ['homeBrew'] }, 'business.items[1].code', 'value'],
  [
    'loose cooked food among packed goods',
    { 'business.items[0]': { code: '0101', flags: ['cookedBulk'] } },
    'business.items[0].code',
    'value',
  ],
  ['prepacked food only', { 'business.prepackagedOnly': true }, 'business.prepackagedOnly', 'value'],
  // staff
  ['more certified than employed', { 'staff.healthCertified': 13 }, 'staff.healthCertified', 'conflict'],
  ['staff without the certified', { 'staff.healthCertified': undefined }, 'staff.healthCertified', 'required'],
  ['half a person', { 'staff.total': 12.5 }, 'staff.total', 'format'],
  ['no safety staff', { safetyStaff: undefined }, 'safetyStaff', 'required'],
  ['safety staff twice', { 'safetyStaff[1].idNo': '510107190001010017' }, 'safetyStaff[1].idNo', 'duplicate'],
  ['safety staff of the wrong sum', { 'safetyStaff[1].idNo': '510107190001010026' }, 'safetyStaff[1].idNo', 'checksum'],
  ['safety staff in Latin letters', { 'safetyStaff[1].name': 'Ayi' }, 'safetyStaff[1].name', 'characters'],
  ['safety staff of no kind', { 'safetyStaff[0].kind': '3' }, 'safetyStaff[0].kind', 'code'],
  // earlier licence
  ['licence of production', licence('SC26101130000013'), 'licence.no', 'format'],
  ['licence of 13 digits', licence('JY2610113000001'), 'licence.no', 'format'],
  ['licence with a wrong check digit', licence('JY26101130000014'), 'licence.no', 'checksum'],
  ['licence without its end', { 'licence.no': 'JY26101130000013' }, 'licence.validTo', 'required'],
  [
    'licence to a day that never comes',
    { licence: { no: 'JY26101130000013', validTo: '2027-02-29' } },
    'licence.validTo',
    'date',
  ],
]

function both(code: string): Changes {
  return { 'operator.uscc': code, 'applicant.idNo': code }
}

function trader(): Changes {
  return {
    'applicant.kind': '1',
    'applicant.idType': '111',
    'applicant.name': '欧阳明',
    'applicant.idNo': '130100190012310036',
  }
}

function warehouse() {
  return { address: { division: '130104', detail: '示例南街2号' }, area: 60 }
}

function licence(no: string): Changes {
  return { licence: { no, validTo: '2030-12-31' } }
}

describeWrongValues(m03Samples()[0] as SampleCase, rows)
