/** Units and registration codes of the document, §1 and §2.1; demonstration values. */
export const DEMO = {
  gatewayUnit: '510107000000',
  gatewayName: '成都市武侯区政务服务中心',
  ownUnit: '420000000000',
  ownName: '湖北省跨省通办平台',
  /** the gateway shows it to us */
  codeOfGateway: '9b1f6c52d0e84a7f8c3d5e6a7b8c9d01',
  /** we show it to the gateway */
  ownCode: '0c8e2d4f6a1b39578d2e4f1a6b3c5d70',
} as const
