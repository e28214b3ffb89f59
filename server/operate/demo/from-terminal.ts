/** The demo as an operator makes and removes it: `needlepoint demo add | remove`. */
import { isZone, type Zone } from '@needlepoint/pathway'
import { siteOf } from '../../accounts/origin.ts'
import { HttpProblem } from '../../http/problems.ts'
import type { Parts } from '../../parts.ts'
import { openProtocols } from '../../protocols.ts'
import { readProtocol } from '../../read-protocol.ts'
import { OperateProblem } from '../problem.ts'
import { isDemoAllowed } from './allowed.ts'
import { makeDemo } from './make-demo.ts'
import { removeDemo } from './remove-demo.ts'
import { showDemo } from './show-demo.ts'

export interface DemoAdded {
  readonly clinicId: string
  readonly clients: number
  /** Where it is gone into. */
  readonly address: string
  /** The server lets people go into it. */
  readonly open: boolean
}

/** @throws OperateProblem when there is one already */
export async function addDemo(parts: Parts, zone: Zone | undefined, now: () => number): Promise<DemoAdded> {
  const { config, database, address } = parts
  if (zone !== undefined && !isZone(zone))
    throw new OperateProblem(`There is no time zone “${zone}”. Write it like Europe/Berlin.`)
  const { pathwayFor } = await openProtocols(database, readProtocol())
  try {
    const site = siteOf(address)
    const clinicId = await makeDemo({ ...parts, site, pathwayFor, now, ...(zone === undefined ? {} : { zone }) })
    const demo = await showDemo(parts)
    return { clinicId, clients: demo?.clients.length ?? 0, address: `${address}/demo`, open: isDemoAllowed(config) }
  } catch (error) {
    if (error instanceof HttpProblem) throw new OperateProblem(error.message)
    throw error
  }
}

export async function takeDemoAway(parts: Parts): Promise<{ readonly removed: boolean }> {
  return { removed: await removeDemo(parts) }
}
