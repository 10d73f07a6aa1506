import type { ShownSetting } from '../../api/settings-routes.ts'
import { settingShape } from './settings.ts'

type Name = keyof typeof settingShape.shape

/** What each setting means, for the settings page; one that is missing here does not compile. */
const MEANINGS: Readonly<Record<Name, string>> = {
  TONGBAN_HOST: '监听的地址',
  TONGBAN_PORT: '监听的端口',
  TONGBAN_DATA: '数据目录:SQLite 数据库、文件、封存的密钥',
  TONGBAN_DEFINITIONS: '定义所在的目录;空为随程序发布的',
  TONGBAN_DATABASE: 'PostgreSQL 的地址;空为数据目录里的 SQLite',
  TONGBAN_PUBLIC_URL: '浏览器与对方访问本网关的地址;空为监听的地址',
  TONGBAN_MASTER_KEY: '封存密钥库的主密钥;空为数据目录里自动生成的',
  TONGBAN_LOG: '日志级别',
  TONGBAN_ALLOW_PRIVATE: '允许访问的内网主机',
  TONGBAN_REGION_URLS: '代替地区定义里地址的地址(测试环境)',
  TONGBAN_SANDBOX_URLS: '各地区测试环境的地址,供联调检查',
  TONGBAN_SHARED_DATA_URL: '数据共享平台的地址;空为没有接',
  TONGBAN_SMS: '短信网关的地址,或放短信的目录;空为没有接',
  TONGBAN_SEAL_AUTHORITIES: '信任的签章颁发者的证书文件(PEM);空为谁也不信',
  TONGBAN_READER_URL: '窗口本机读卡程序的地址;空为没有',
  TONGBAN_ADDRESS_HEADER: '前面的代理用哪个请求头写来访地址;空为没有代理',
  TONGBAN_POLL_AT_MOST_MS: '最多隔多少毫秒去取一次件;0 为按地区定义',
  TONGBAN_SESSION_IDLE_MINUTES: '不操作多少分钟后会话结束',
  TONGBAN_SESSION_HOURS: '登录后最多多少小时会话结束',
  TONGBAN_OIDC_NAME: '单位账号登录的名称',
  TONGBAN_OIDC_DISCOVERY: '单位账号登录的发现地址;空为没有接',
  TONGBAN_OIDC_CLIENT_ID: '单位账号登录的客户端编号',
}

/** Every setting as it is in force and where it comes from; secrets only by whether they are there, addresses without what is secret in them. */
export function showSettings(environment: NodeJS.ProcessEnv): ShownSetting[] {
  return (Object.keys(settingShape.shape) as Name[]).map((name) => {
    const given = environment[name] ?? ''
    const isSecret = name === 'TONGBAN_MASTER_KEY'
    const value = given === '' ? String(settingShape.shape[name].parse(undefined)) : given
    return {
      name,
      text: MEANINGS[name],
      value: isSecret ? '' : withoutSecrets(value),
      source: given === '' ? 'default' : 'environment',
      secret: isSecret,
    }
  })
}

/** An address without the name and password before its host and the values of its query. */
function withoutSecrets(value: string): string {
  return value.replaceAll(/\/\/[^/@\s,]*@/g, '//***@').replaceAll(/([?&][\w.-]+)=[^&,\s+]*/g, '$1=***')
}
