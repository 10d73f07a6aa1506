const words = (text: string): ReadonlySet<string> => new Set(text.split(' '))

/** §5: the words that a column of each table may have. */
export const TABLES: Readonly<Record<string, ReadonlySet<string>>> = {
  X01: words('居民身份证 户口簿 军官证 士兵证 护照 港澳通行证 台胞证 永居证 信用代码 其他'),
  X02: words('男 女 未说明'),
  X03: words(
    '汉族 蒙古族 回族 藏族 维吾尔族 苗族 彝族 壮族 布依族 朝鲜族 满族 侗族 瑶族 白族 土家族 哈尼族 哈萨克族 傣族 黎族 傈僳族 佤族 畲族 高山族 拉祜族 水族 东乡族 纳西族 景颇族 柯尔克孜族 土族 达斡尔族 仫佬族 羌族 布朗族 撒拉族 毛南族 仡佬族 锡伯族 阿昌族 普米族 塔吉克族 怒族 乌孜别克族 俄罗斯族 鄂温克族 德昂族 保安族 裕固族 京族 塔塔尔族 独龙族 鄂伦春族 赫哲族 门巴族 珞巴族 基诺族 其他 入籍',
  ),
  X04: words('中国 中国香港 中国澳门 中国台湾 尼泊尔 印度 不丹 缅甸 日本 韩国 美国 英国 德国 法国'),
  X05: words('个人 单位'),
  X06: words('全程网办 代收代办 多地联办 远程窗口'),
  X07: words('窗口领取 邮寄 电子证照'),
  X08: words('读卡人证比对 读卡人工 电子身份 视频核验 人工核验'),
  X10: words(
    '有限责任公司（自然人投资或控股） 有限责任公司（自然人独资） 有限责任公司（法人独资） 有限责任公司（国有独资） 有限责任公司 股份有限公司',
  ),
  X09: words('有限公司 有限责任公司'),
  X11: words('人民币'),
  X12: words('自然人 企业法人 其他'),
  X13: words('自有 租赁 无偿使用 托管'),
  X14: words('董事长 副董事长 董事 监事会主席 监事 经理 副经理'),
  // what each group of officers may be (§4.3)
  X14a: words('董事长 副董事长 董事'),
  X14b: words('监事会主席 监事'),
  X14c: words('经理 副经理'),
  X16: words('选举 委派 聘任'),
  X17: words('是 否'),
  X18: words('遗失补领 损毁换发 增加副本 变更后换发'),
  X19: words('公示系统 报纸'),
  X25: words('非农业 农业'),
  X26: words('工商银行 农业银行 中国银行 建设银行 交通银行 城市商业银行 农村信用社 邮政储蓄银行'),
  X27: words('首次 补领 换领 跨省换发'),
  X28: words('本人 户主 配偶 子 女 父母 父 母 祖父母 兄弟姐妹 其他'),
  X29: words('汉文 藏汉双文'),
  X30: words('企业职工养老'),
  X31: words('跨省就业 户籍转移 待遇地确定 其他'),
  X32: words('职工医保 城乡居民医保'),
  X33: words('异地安置退休 异地长期居住 常驻异地工作 异地转诊 其他临时外出'),
  X34: words('随子女养老 单位派驻 本地无法诊治 其他'),
  X35: words('新增 转出确认'),
  X36a: words('夫妻投靠'),
  X36b: words('跨省'),
  X42: words('原件 复印件 原件和复印件 电子'),
  X43: words('电子证照 数据核查 前件复用 不免'),
  X46: words('企业 机关事业 社会组织 其他'),
}

/** X40: the divisions of this region that take cases. */
export const OWN_DIVISIONS = words(
  '西藏自治区/拉萨市/城关区 西藏自治区/拉萨市/堆龙德庆区 西藏自治区/拉萨市/达孜区 西藏自治区/日喀则市/桑珠孜区 西藏自治区/昌都市/卡若区 西藏自治区/林芝市/巴宜区 西藏自治区/山南市/乃东区 西藏自治区/那曲市/色尼区 西藏自治区/阿里地区/噶尔县',
)

/** X44: what the file of a document is named by. */
export const DOCUMENTS: Readonly<Record<string, string>> = {
  收件通知书: 'SJ',
  受理通知书: 'SL',
  补正通知书: 'BZ',
  不予受理通知书: 'BYSL',
  退件通知书: 'TJ',
  特别程序通知书: 'TB',
  缴费通知: 'JF',
  办结通知书: 'BJ',
  送达回证: 'SD',
}
