import type { Behaviour, MatterCode, Simulator } from '../../contract.ts'
import { type ChongqingOptions, startSimulator } from '../index.ts'
import { asObject, asText, type JsonObject } from '../json.ts'
import { MATTERS } from '../matters.ts'
import type { Answer } from './gateway-parcel.ts'
import { createOffice } from './office.ts'
import { post, startThinGateway, type ThinGateway } from './thin-gateway.ts'

const closers: (() => Promise<void>)[] = []

/** Closes every server started here since the last time. */
export async function closeAll(): Promise<void> {
  for (const close of closers.splice(0)) await close()
}

/** A simulator alone, its gateway nowhere to be reached. */
export async function start(options: Partial<ChongqingOptions> = {}): Promise<Simulator> {
  const simulator = await startSimulator({ gatewayUrl: 'http://127.0.0.1:9', stepDelayMs: 5, ...options })
  closers.push(() => simulator.close())
  return simulator
}

/** A simulator and the thin gateway it talks to. */
export async function together(behaviour: Behaviour = 'ok', extra: Partial<ChongqingOptions> = {}) {
  const gateway = await startThinGateway()
  closers.push(gateway.close)
  const simulator = await start({ gatewayUrl: gateway.url, behaviour, ...extra })
  return { gateway, simulator }
}

/** Sends the case of 9.1 under a number of its own. */
export function sendAnything(simulator: Simulator, bizNo: string, gateway: ThinGateway): Promise<Answer> {
  return post(simulator, gateway.newCase(bizNo))
}

export const states = (events: JsonObject[]): string[] => events.map((event) => asText(event['state']))

/** A case this region sent, and the office that may tell of its progress. */
export async function pushed(matter: MatterCode) {
  const { gateway, simulator } = await together()
  const { partnerCaseNo } = await simulator.pushCase(matter)
  return { gateway, simulator, ...createOffice(gateway, simulator, partnerCaseNo) }
}

/** The first M02 case the gateway got, as if the gateway sent one to this region. */
export function turnedRound(gateway: ThinGateway, bizNo: string): JsonObject {
  const turn = (body: JsonObject): void => {
    Object.assign(body, { matterCode: MATTERS.M02.matterCode, divisionCode: '500107000000' })
    asObject(body['intake'])['divisionCode'] = '510107000000'
  }
  return gateway.newCase(bizNo, turn, JSON.stringify(gateway.cases[0]))
}

/** Asks the simulator about itself, as a test of another process does. */
export async function ask(simulator: Simulator, path: string, body?: JsonObject): Promise<unknown> {
  const init = body ? { method: 'POST', body: JSON.stringify(body) } : {}
  return (await fetch(`${simulator.url}${path}`, init)).json()
}

/** The first case's state, and the state of the last event that the gateway answered. */
export function progressOf(simulator: Simulator): unknown[] {
  const [first] = simulator.received()
  return [first?.status, (first?.callbackReplies.at(-1) as { state: string } | undefined)?.state]
}
