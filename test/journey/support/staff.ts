/** People of the clinic come in: an invitation, a password, a second factor. */
import type { Page } from 'playwright-core'
import { codeOf } from '../../../server/accounts/test-support/visitor.ts'
import { staff } from './texts.ts'

export interface Invited {
  readonly link: string
  readonly name: string
}

const password = 'green kettle sings quietly'

/** @param look at each page on the way, where a test wants to */
export async function acceptInvitation(
  page: Page,
  { link, name }: Invited,
  look: (page: string) => Promise<void> = async () => {},
): Promise<void> {
  await page.goto(link)
  await page.getByLabel(staff.invitation.name).fill(name)
  await look('invitation')
  await page.getByLabel(staff.invitation.password).fill(password)
  await page.getByRole('button', { name: staff.invitation.accept }).click()
  await page.getByRole('heading', { level: 1, name: staff.setUp.title }).waitFor()
  await look('second-factor')
}

/** An app that shows codes, and backup codes to keep. */
export async function setUpApp(page: Page, look: (page: string) => Promise<void> = async () => {}): Promise<void> {
  await page.getByRole('button', { name: staff.setUp.appButton }).click()
  await page.getByLabel(staff.setUp.password).fill(password)
  await page.getByRole('button', { name: staff.setUp.passwordNext }).click()
  const link = await page.getByRole('link', { name: staff.setUp.keyOpen }).getAttribute('href')
  await page.getByLabel(staff.setUp.confirm).fill(codeOf(link ?? ''))
  await look('app')
  await page.getByRole('button', { name: staff.setUp.finish }).click()
  await page.getByRole('heading', { level: 1, name: staff.setUp.backupTitle }).waitFor()
  await look('backup-codes')
  await page.getByRole('button', { name: staff.setUp.backupDone }).click()
  await page.getByRole('navigation', { name: staff.nav.label }).waitFor()
}

/** A passkey, on a device that knows its owner by finger or face. */
export async function setUpPasskey(page: Page): Promise<void> {
  const device = await page.context().newCDPSession(page)
  await device.send('WebAuthn.enable')
  await device.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  })
  await page.getByRole('button', { name: staff.setUp.passkeyButton }).click()
  await page.getByRole('navigation', { name: staff.nav.label }).waitFor()
}
