import type { MatterCode, Simulator, SimulatorOptions } from './contract.ts'
import { GATEWAY_SIGNING_KEY } from './hubei/signing-keys.ts'
import { DEMO, GATEWAY_SFTP_KEY } from './shaanxi/demo-keys.ts'

/** A region that can be simulated. */
export interface SimulatedRegion {
  readonly code: string
  readonly name: string
  /** below `simulator/`; holds `index.ts` with `startSimulator` and `main.ts` */
  readonly folder: string
  /** what it is reached by beside HTTP, which takes it seconds to start and needs a gateway that has it too */
  readonly beside?: 'database' | 'drop'
  /** its document has a profile beside the basic one in which every message is signed */
  readonly signs?: true
  /** the matters of which it takes every application that its document allows */
  readonly matters: readonly MatterCode[]
  /** what the gateway needs to speak with it: the demonstration keys of the region's document by the names of its `region.yaml`; `hex:` marks bytes */
  readonly gatewayKeys: Readonly<Record<string, string>>
}

/** Every simulated region, by ascending code. */
export const SIMULATED_REGIONS: readonly SimulatedRegion[] = [
  {
    code: '130000',
    name: '河北',
    folder: 'hebei',
    matters: ['M01', 'M02', 'M03', 'M04', 'M05', 'M06', 'M07', 'M08', 'M09', 'M10'],
    gatewayKeys: {
      'hebei-app-key': '9c1e6f0b7a2d4853b6f9e0d1c2a3b4f5',
      'hebei-reverse-secret': 'e8f7a6b5c4d3e2f10918273645546372',
    },
  },
  {
    code: '310000',
    name: '上海',
    folder: 'shanghai',
    matters: ['M01', 'M02', 'M03', 'M04', 'M05', 'M06', 'M07', 'M08', 'M09', 'M10'],
    gatewayKeys: {
      'shanghai-client-secret': 'Demo-Secret-7f3A9c',
      'shanghai-callback-secret': '5b7e9d21c4f0a86335d2e1b09c7f4a68',
    },
  },
  {
    code: '320000',
    name: '江苏',
    folder: 'jiangsu',
    matters: ['M01', 'M02', 'M03', 'M04', 'M05', 'M06', 'M07', 'M08', 'M09', 'M10'],
    beside: 'database',
    gatewayKeys: {
      'jiangsu-db-password': 'demoDbPassword1',
      'jiangsu-out-row-key': 'jsDemoRowKey510107',
      'jiangsu-in-row-key': 'jsDemoRowKeyJS0001',
    },
  },
  {
    code: '330000',
    name: '浙江',
    folder: 'zhejiang',
    matters: ['M01', 'M02', 'M03', 'M04', 'M05', 'M06', 'M07', 'M08', 'M09', 'M10'],
    gatewayKeys: {
      'zhejiang-app-secret': 'zjDemoAppSecret0001',
      'zhejiang-callback-secret': 'zjDemoCallbackSecret1',
    },
  },
  {
    code: '370000',
    name: '山东',
    folder: 'shandong',
    matters: ['M01', 'M02', 'M03', 'M04', 'M05', 'M06', 'M07', 'M08', 'M09', 'M10'],
    gatewayKeys: {
      'shandong-out-secret': 'sdDemoSecretOut01',
      'shandong-in-secret': 'sdDemoSecretIn0001',
      'shandong-sm4-key': 'demoSm4Key2026',
    },
  },
  {
    code: '420000',
    name: '湖北',
    folder: 'hubei',
    signs: true,
    matters: ['M01', 'M02', 'M03', 'M04', 'M05', 'M06', 'M07', 'M08', 'M10'],
    gatewayKeys: {
      'hubei-outbound-code': '9b1f6c52d0e84a7f8c3d5e6a7b8c9d01',
      'hubei-inbound-code': '0c8e2d4f6a1b39578d2e4f1a6b3c5d70',
      'hubei-wss-key': GATEWAY_SIGNING_KEY,
    },
  },
  {
    code: '440000',
    name: '广东',
    folder: 'guangdong',
    matters: ['M01', 'M02', 'M03', 'M04', 'M05', 'M06', 'M07', 'M08', 'M09', 'M10'],
    gatewayKeys: {
      'guangdong-out-key': 'gdDemoSystemKey0001',
      'guangdong-in-key': 'gdDemoSystemKey0002',
      'guangdong-rest-token': 'gdDemoPaasToken0001',
    },
  },
  {
    code: '500000',
    name: '重庆',
    folder: 'chongqing',
    matters: ['M01', 'M02', 'M03', 'M04', 'M05', 'M06', 'M07', 'M08', 'M09', 'M10'],
    gatewayKeys: {
      'chongqing-ed25519-seed': 'hex:22e7ebe4dff9adbb1750dfbf38fb36fa661b69f0081a5ab7b4bc8fa13be69b4c',
    },
  },
  {
    code: '520000',
    name: '贵州',
    folder: 'guizhou',
    matters: ['M01', 'M02', 'M03', 'M04', 'M05', 'M06', 'M07', 'M08', 'M09', 'M10'],
    gatewayKeys: {
      'guizhou-password': 'Demo@2026gz',
      'guizhou-sign-key': 'gzDemoSignKey2026K1',
      'guizhou-callback-key': 'gzDemoCallbackKey2026C1',
    },
  },
  {
    code: '540000',
    name: '西藏',
    folder: 'xizang',
    matters: ['M01', 'M02', 'M05', 'M06', 'M07', 'M08', 'M09'],
    beside: 'drop',
    gatewayKeys: {
      'xizang-sm2-key': 'hex:5a1e3c7f9b2d4860a7c5e3f1908d6b4a2c7e5f3d1b9a80647e5c3a1f2d4b6c8e',
    },
  },
  {
    code: '610000',
    name: '陕西',
    folder: 'shaanxi',
    matters: ['M01', 'M02', 'M03', 'M04', 'M05', 'M06', 'M07', 'M08', 'M09', 'M10'],
    beside: 'drop',
    gatewayKeys: { 'shaanxi-password': DEMO.password, 'shaanxi-sftp-key': GATEWAY_SFTP_KEY },
  },
]

/** The demonstration keys of all simulated regions. */
export const GATEWAY_KEYS: Readonly<Record<string, string>> = Object.assign(
  {},
  ...SIMULATED_REGIONS.map(({ gatewayKeys }) => gatewayKeys),
)

/** Starts a region's simulator in this process. */
export async function startRegion({ folder }: SimulatedRegion, options: SimulatorOptions): Promise<Simulator> {
  const module = (await import(`./${folder}/index.ts`)) as {
    startSimulator(options: SimulatorOptions): Promise<Simulator>
  }
  return module.startSimulator(options)
}
