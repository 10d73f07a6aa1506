const CA = {
  headers: {
    'X-Ca-Timestamp': '1700000000000',
    'X-Ca-Key': '203700001',
    'X-Ca-Nonce': 'c9f15cbf-f4ac-4a6c-b54d-f51abf4b5b44',
  },
  path: '/demo/apply',
}
export const CSB = {
  parameters: [
    ['_api_name', 'queryMatter'],
    ['_api_version', '1.0.0'],
    ['_api_access_key', 'demoAK'],
    ['_api_timestamp', '1700000000000'],
    ['name', '跨省通办'],
    ['area', '440000'],
    ['area', '110000'],
  ],
}
export const IDENTIFY = {
  timestamp: '1772414100',
  nonce: '0a1b2c3d4e5f6071',
  deptCode: '11510107000000000U',
  tableName: 'EX_GDBS_LQDJ',
  xml: '<?xml version="1.0" encoding="UTF-8"?><ExInfo><standardInfo process="EX_GDBS_LQDJ"><Field FieldName="SBLSH_SHORT">51010720260302000001</Field></standardInfo></ExInfo>',
}
export const TOKEN = { username: 'demo', nonce: '8PHy8/T19vf4+fr7/P3+/w==', created: '2026-03-05T02:05:32Z' }
export const EXCHANGE = {
  sid: 's_1200000900000_2108',
  rid: '11111111-2222-4333-8444-555555555555',
  rtime: '1700000000000',
}
export const EXCHANGE_SIGN = 'qb83nncPL31B9huRD0PTm6cNBAuCSjTZZnyLBB3N9DU='
export const EXCHANGE_KEY = 'fedcba9876543210fedcba9876543210'

/** From the regions' documents and the vendors' published examples, each computed anew by Python's hashlib and hmac. */
export const SCHEME_VECTORS: [scheme: string, request: object, key: string, signature: string][] = [
  ['sid-rid-rtime', EXCHANGE, EXCHANGE_KEY, EXCHANGE_SIGN],
  [
    'tif',
    { paasid: 'p', timestamp: '1700000000', nonce: '18bcfe56800-3039' },
    'demoPaasToken0001',
    '83bdc784a02cb87d69167309ddb9f24cd0b329883c7eeb3cda2a4b1567920190',
  ],
  [
    'tif',
    { paasid: 'p', timestamp: '1700000000', nonce: '18bcfe56800-3039' },
    '',
    'f485befa487506c77c851940cd550d712a5d7f4254c3f1dd742b2304e5aac7f6',
  ],
  [
    'tif',
    { paasid: 'sc510107ksth', timestamp: '1772526600', nonce: '19cb2d17f40-8f3a2107' },
    'gdDemoPaasToken0001',
    '119addfc94edb239cf2305a0033da09505c85b2b07503912f71034751373e459',
  ],
  [
    'x-ca',
    { ...CA, method: 'GET', accept: 'application/json', parameters: { area: '440000' } },
    'demoAppSecret0001',
    'HC4AjmguOS818EJhoBto1zMFJ/d4qf5TEL9pPjWUc+0=',
  ],
  [
    'x-ca',
    {
      ...CA,
      method: 'POST',
      accept: 'application/json',
      contentType: 'application/json; charset=utf-8',
      body: '{"name":"跨省通办"}',
      parameters: { page: '1', flag: '', area: '440000' },
    },
    'demoAppSecret0001',
    '1FQLT/4gKopfoLlx/VUHJJw95m01Rzq7TXQVe8LrloM=',
  ],
  [
    'x-ca',
    {
      ...CA,
      sha1: true,
      method: 'POST',
      accept: 'application/json',
      contentType: 'application/json; charset=utf-8',
      body: '{"name":"跨省通办"}',
      parameters: { page: '1', flag: '', area: '440000' },
    },
    'demoAppSecret0001',
    'ASd7XsRATgsYQXM2hHVE07UKOHM=',
  ],
  [
    'x-ca',
    {
      ...CA,
      method: 'POST',
      accept: 'application/json',
      contentType: 'application/x-www-form-urlencoded; charset=utf-8',
      parameters: { name: '跨省通办', area: '440000' },
    },
    'demoAppSecret0001',
    'xTXyAoHqV7zBlNM/InRmQbv9TLikbnCBtQ4VylXyHNc=',
  ],
  ['csb', CSB, 'demoSK', 'wKATp2cS7nHdWSK7eulmxcsA5j0='],
  ['csb', { ...CSB, charset: 'gbk' }, 'demoSK', 'KFasTR37Tq6H78CVtxHzpDAU9tc='],
  [
    'app-key-md5',
    { appKey: 'demoAppKey', requestTime: '1700000000000' },
    'demoAppSecret',
    'a9551ea0e7c9bc92b5744b1042db0b57',
  ],
  [
    'app-key-md5',
    { appKey: 'demoAppKey', requestTime: '1700000000000' },
    'demoRequestSecret',
    'd8bf502cce84be94b1798c72a9a0c8a3',
  ],
  [
    'arguments-md5',
    { argumentsXml: '<arguments><name>demo</name></arguments>' },
    'demoIdentKey',
    '9ac0747049934655daccdf44cdfc3f13',
  ],
  [
    'x-aep',
    { appKey: 'demoKey', nonce: 'c9f15cbf-f4ac-4a6c-b54d-f51abf4b5b44', timestamp: '1700000000000' },
    'demoSecret',
    '342a8b99b05c3a5fb40ce06aef5c55b74dd33c1d471848a49f11dc060ca720fa',
  ],
  [
    'x-aep-plain',
    { appKey: 'demoKey', nonce: 'nonce123', timestamp: '1700000000' },
    'demoSecret',
    'FCB6066333E5C7BD6454A353FF28B5EF86D0296BE21A2D0EF376FE781CC69C16',
  ],
  [
    'x-aep-business',
    { business: 'BUSI01', nonce: 'nonce123', timestamp: '1700000000' },
    'demoSecret',
    '521A0E0E984767B530C262DBDDE93E0B17A01969F28A9DD82AEEADC459C29658',
  ],
  [
    'x-ka',
    { nonce: 'nonce123', timestamp: '1700000000' },
    '',
    '8393978D0367C7C4A89244E25F9BDFA33DD79DC610CB4B29DEFB929BBEDB671C',
  ],
  [
    'jpaas',
    { app_id: 'demoapp', biz_content: '{"areacode":"320000"}', interface_id: 'demoif', timestamp: '1700000000000' },
    '',
    '9ada97272539cfeb694f51652c9c8261e924cf43ae77a237bc05dd3ebd3ff475',
  ],
  ['identify', IDENTIFY, 'gdDemoSystemKey0001', '4271fbedbab8c631b766e8a7dc629955603e32dfe72ab322f3ccea2b30ef557b'],
  [
    'form-sm3',
    {
      fields: {
        REQ_TIME: '20260302110000',
        ACCOUNT: 'wuhou510107',
        EXE_ID: 'WH20260302000401',
        FORM_TOKEN: '5f0e9d8c7b6a49382716051423324150',
        GZ_NO: 'GZ2026030200000123',
        KEY_NO: 'K1',
        REQ_NO: '56cea48c30baa9a2a0fa0e2a62b7e20a',
        EMPTY: '',
      },
    },
    'gzDemoSignKey2026K1',
    '8552C5071B9434368336D14D0CABC6A180017819BAEFC2BDB21EECE88852D596',
  ],
  [
    'hmac-lines',
    {
      time: '1772414230',
      nonce: 'Zk3mQ8vT1xR7bN5pL0aD',
      method: 'post',
      target: '/sh/callback',
      body: '{"x":"跨省通办"}',
    },
    'demo',
    'e8e80a7883943854f283134b379fe0963303aadc393f068f919fd9ffde45970b',
  ],
  // printf '\xf0\xf1\xf2\xf3\xf4\xf5\xf6\xf7\xf8\xf9\xfa\xfb\xfc\xfd\xfe\xff2026-03-05T02:05:32ZdemoPassword0001' | openssl sha1 -binary | base64
  ['username-token', TOKEN, 'demoPassword0001', 'K2uKUUnNiflc8d8vTqMZkAN0X18='],
]
