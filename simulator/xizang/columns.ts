/** A column as §4 notes it. */
export interface Column {
  readonly name: string
  /** s32, n3.0, d (a day), dl (a day or 长期), dt, path (of a division), term, life (of a company), ym, or a code table */
  readonly type: string
  /** as `needOf` takes it */
  readonly need: string
  /** the tab of the portal under which it is typed in; `–` where it is not */
  readonly tab: string
}

/** Reads lines of `页签 列名:类型:必填 …`. */
export function readColumns(text: string): readonly Column[] {
  return text
    .trim()
    .split('\n')
    .flatMap((line) => {
      const [tab = '', ...columns] = line.trim().split(' ')
      return columns.map((column) => {
        const [name = '', type = '', need = ''] = column.split(':')
        return { name, type, need, tab }
      })
    })
}

/** §4.2 */
export const CASE_COLUMNS = readColumns(`
登记 办件编号:s32:M
– 版次:n3.0:M
登记 事项编码:s31:M 事项名称:s60:M 申请人类别:X05:M
申请人 姓名（名称）:s100:M 藏文姓名（名称）:s200:O 证件类型:X01:M 证件号码:s50:M 证件有效期:dl:O 性别:X02:申请人类别=个人 民族:X03:申请人类别=个人 国籍:X04:申请人类别=个人 出生日期:d:申请人类别=个人 联系电话:s11:M 地址:s200:M
登记 区划:path:M
代办 代办人:s50:O 代办人证件类型:X01:代办人=*! 代办人证件号码:s50:代办人=*! 代办人电话:s11:代办人=*! 委托事项:s200:代办人=*! 委托期限:d:代办人=*!
登记 办理方式:X06:M 申请日期:d:M
送达 领取方式:X07:M 收件人:s50:领取方式=邮寄! 收件人电话:s20:领取方式=邮寄! 收件地址:s200:领取方式=邮寄!
– 核验方式:X08:M 核验结果:s2:M 核验时间:dt:M 同意书版本:s20:M 同意书签署时间:dt:M 承诺时间:dt:M 收件单位:s60:M 收件人员:s20:M
登记 运单号:s20:O
– 材料件数:n3.0:M 撤回原因:s200:O
`)

export const MATERIAL_HEADER = '序号,材料代码,材料名称,形式,份数,页数,免提交,处理,文件名,文件SM3,备注'.split(',')
export const ASSIST_HEADER = '序号,页签,栏目,应录值,核对码'.split(',')
export const STATUS_HEADER =
  '办件编号,受理号,事件号,序号,办理状态,状态时间,办理单位,经办人,意见,文书类型,文书号,文书文件,承诺时限,补正单号,补正截止,挂起原因,挂起天数,费用（元）,运单号,附加信息,录入方式'.split(
    ',',
  )
export const DEFECT_HEADER = '办件编号,补正单号,类别,列名或材料代码,结论,说明'.split(',')
export const LICENCE_HEADER =
  '办件编号,证照类型,证照编号,证照名称,持证人,持证人（藏文）,发证机关,发证日期,有效期起,有效期止,证照标识,文件名,文件SM3'.split(
    ',',
  )
