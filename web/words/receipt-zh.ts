/** Words of the receipt. */
export const receiptZh = {
  'receipt.title': '收件凭证',
  'receipt.collected': '已收件 {no}',
  'receipt.print': '打印收件凭证',
  'receipt.next': '下一位',
  'receipt.open': '打开办件',
  'receipt.applicant': '申请人',
  'receipt.idNo': '证件号码',
  'receipt.noAcceptance': '本凭证不代表受理。',
  'receipt.materials': '已核对材料 {n} 份,其中原件核验 {m} 份、免提交 {k} 份',
  'receipt.how': '怎么交的',
  'receipt.electronic': '电子件',
  'receipt.note.only': '本窗口仅代为收取材料并核对形式,是否受理、是否准予由{region}的办理机关决定。',
  'receipt.note.next': '下一步:等{region}决定是否受理;如需补正,会一次性告知。',
  'receipt.note.ask': '查询:凭编号 {no} 到任一通办窗口,或拨打 {phone}。',
  'receipt.note.lost': '遗失可持身份证到任一通办窗口重打。',
  'receipt.note.privacy': '个人信息仅送{region}的办理机关,用于{matter}。',
} as const
