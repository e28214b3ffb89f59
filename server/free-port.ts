/** The port is known before anything is opened, since links and the origin of passkeys carry it. */
import { once } from 'node:events'
import { createServer } from 'node:net'
import { ConfigProblem, usualPort } from './config.ts'

/** How many ports after the usual one are tried. */
const tries = 20

/**
 * @param wanted 0 for any; undefined for the usual one, or the next one that is free
 * @throws ConfigProblem when there is none
 */
export async function freePort(host: string, wanted: number | undefined): Promise<number> {
  if (wanted !== undefined) return await claim(host, wanted)
  for (let port = usualPort; port < usualPort + tries; port++) {
    try {
      return await claim(host, port)
    } catch (error) {
      if (!(error instanceof Taken)) throw error
    }
  }
  throw new ConfigProblem([`The ports ${usualPort} to ${usualPort + tries - 1} are all taken. Choose one with PORT.`])
}

class Taken extends ConfigProblem {}

async function claim(host: string, wanted: number): Promise<number> {
  const probe = createServer()
  try {
    probe.listen({ host, port: wanted, exclusive: true })
    await once(probe, 'listening')
    return (probe.address() as { port: number }).port
  } catch (error) {
    throw whyNot(error, host, wanted)
  } finally {
    if (probe.listening) await new Promise((resolve) => probe.close(resolve))
  }
}

function whyNot(error: unknown, host: string, port: number): Error {
  switch ((error as NodeJS.ErrnoException).code) {
    case 'EADDRINUSE':
      return new Taken([`The port ${port} is taken. Stop what uses it, or choose another one with PORT.`])
    case 'EACCES':
      return new ConfigProblem([`The port ${port} is the system’s. Choose one above 1023 with PORT, behind a proxy.`])
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return new ConfigProblem([`NEEDLEPOINT_HOST is ${host}, which is no address of this machine.`])
    default:
      return error as Error
  }
}
