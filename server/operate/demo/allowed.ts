/** Whether this server offers a demo to whoever comes by. */
import { addressOf, type Config, usualPort } from '../../config.ts'
import { isLoopback } from '../../mail/mailer.ts'

/**
 * On a machine of one's own, yes: it listens there alone, is reached under its name, and no proxy stands in front that would
 * let others in. Everywhere else the operator has to say so.
 */
export function isDemoAllowed(config: Config): boolean {
  if (config.demo !== undefined) return config.demo
  const { hostname } = new URL(addressOf(config, config.port || usualPort))
  return (isLoopback(config.host) || config.host === '::1') && isLoopback(hostname) && config.trustedProxies === 0
}
