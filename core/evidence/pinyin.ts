/** The readings of the characters that labels and words for them are made of, without tones; a character with several has that of these words. */
const READINGS = [
  'an 安案;ban 办版;bao 保包报;bei 备;ben 本;bi 币;bian 变编;biao 表;bie 别;cai 财;can 参餐;cang 仓;ce 册;ceng 曾;chan 产;',
  'chang 场;che 车;cheng 城成承称程诚;chi 持;chu 储出初厨;chuang 窗;ci 次;cong 从;cun 存;da 大达;dai 代;dan 单;de 的;deng 登等;',
  'di 地;dian 店点电;ding 定订;dong 东动;du 度;duan 段;e 额;er 二;fa 发法;fan 反范;fang 房方;fei 费;fen 份分;fou 否;fu 副服负;',
  'gao 告高;ge 个格;geng 更;gong 公工;gou 构;gu 固故股;guan 关管贯;gui 归规;guo 国果;han 函;hang 行;hao 号;he 核;hou 后;hu 户护;',
  'hua 划化话;huan 患;hui 会;hun 婚;huo 或货;ji 及基寄机积籍级继计记际集;jia 家驾;jian 件健兼监间;jiao 交教缴;jie 截接结;jin 仅金;jing 经;',
  'jiu 就;ju 居据;ka 卡;kai 开;kang 康;kao 考;ke 刻可;kou 口;ku 库;kuan 款;kuang 况;kui 馈;kuo 扩;lei 类;li 利历理立;lian 联;',
  'liang 量;ling 领;liu 流;lu 录;luo 络;ma 码;man 满;men 门;mian 面;min 民;ming 名明;mo 模;mu 目;nei 内;ni 拟;nian 年;nuo 诺;',
  'pei 培配;pian 片;pin 品;ping 凭;qi 企期起;qian 前签迁;qing 请;qiu 求;qu 区取;quan 全权;que 确;ren 人任认;ri 日;ru 入;san 三;',
  'she 社设;shen 审申身;sheng 声生;shi 事使失始实市式施时是视食驶;shou 受售手收;shu 书属数束署;shui 水税;si 司;song 送;suo 所;tai 态;te 特;',
  'ti 体提;tiao 条;tong 同统通;tou 投;tuo 托;wai 外;wan 完;wang 往网;wei 位围委;wen 文;wu 务无;xi 息系细;xian 县现限险;xiang 乡箱详项;',
  'xiao 效消销;xie 协;xin 信心新;xing 型姓形性;xu 续许;xue 学;xun 训讯;yan 验;yang 央;yao 要;ye 业;yi 一医异意易移遗;yin 因姻银饮;ying 营;',
  'yong 用;you 有邮;yu 与域育预;yuan 原员;yue 月约;zai 在;ze 责;zhan 展;zhang 帐章账障;zhao 照;zhe 者;zhen 真;zheng 政正证;',
  'zhi 制址执止纸织置职至质;zhong 中种终重;zhu 主住注;zhuan 专转;zhuang 状装;zhun 准;zi 子字资;zu 族租组;zuo 作座',
]

const reading = new Map<string, string>()
for (const entry of READINGS.join('').split(';')) {
  const [sound = '', characters = ''] = entry.split(' ')
  for (const character of characters) reading.set(character, sound)
}

/** Full pinyin and initials of a Chinese word, letters and digits as they are; null where a character of it has no reading here. */
export function spell(word: string): { readonly full: string; readonly initials: string } | null {
  let full = ''
  let initials = ''
  for (const character of word) {
    const sound = reading.get(character)
    if (sound === undefined && !/[\dA-Za-z]/.test(character)) {
      if (/\p{Script=Han}/u.test(character)) return null
      continue
    }
    full += sound ?? character.toLowerCase()
    initials += sound?.[0] ?? character.toLowerCase()
  }
  return { full, initials }
}
