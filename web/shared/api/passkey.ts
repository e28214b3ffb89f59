/** Passkeys: what the browser and better-auth say to each other. */
import { auth } from './api.ts'

export const passkeysWork = () =>
  typeof PublicKeyCredential !== 'undefined' && 'parseRequestOptionsFromJSON' in PublicKeyCredential

/** The person turned it down, or the device has none. Nothing to report: she knows. */
export const wasCancelled = (error: unknown) =>
  error instanceof DOMException && (error.name === 'NotAllowedError' || error.name === 'AbortError')

/** @throws ProblemError, NoAnswer, and DOMException where it was cancelled */
export async function signInWithPasskey(): Promise<void> {
  const options = await auth.get<PublicKeyCredentialRequestOptionsJSON>('/passkey/generate-authenticate-options')
  const credential = (await navigator.credentials.get({
    publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options),
  })) as PublicKeyCredential
  await auth.post('/passkey/verify-authentication', { response: credential.toJSON() })
}

/** @param opensSession when it is the second factor that was still to be set up */
export async function addPasskey(opensSession = false): Promise<void> {
  const options = await auth.get<PublicKeyCredentialCreationOptionsJSON>('/passkey/generate-register-options')
  const credential = (await navigator.credentials.create({
    publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options),
  })) as PublicKeyCredential
  await auth.post('/passkey/verify-registration', {
    response: credential.toJSON(),
    ...(opensSession ? { createSession: true } : {}),
  })
}
