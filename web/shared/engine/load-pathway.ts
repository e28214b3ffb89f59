/**
 * The engine with its protocol, in the reader's language, as tight as the clinic has it. Loaded once and kept by the browser, so
 * that it decides without a connection.
 */

import { protocolUrl, textUrls } from 'virtual:needlepoint/protocol'
import { loadProtocol, type Overlay, type Pathway, type Protocol } from '@needlepoint/pathway'
import { api, NoAnswer } from '../api/api.ts'
import { keepCopy, readCopy } from '../device/store.ts'
import { chosenLanguage } from '../texts/languages.ts'
import { emergencyNumber } from './emergency-number.ts'

const loaded = new Map<string, Promise<Pathway>>()

/**
 * @param clinicId whose overlay holds; without it the protocol as published, for who belongs to no clinic yet
 * @param number that the texts tell to call; the clinic's when not given
 */
export function loadPathway(clinicId?: string, number?: string): Promise<Pathway> {
  const language = chosenLanguage()
  const key = [language, clinicId, number].join(' ')
  const known = loaded.get(key)
  if (known) return known
  const loading = clinicId === undefined ? published(language, number) : ofClinic(language, clinicId, number)
  loaded.set(key, loading)
  // A failure is not kept: the next visit tries again.
  loading.catch(() => loaded.delete(key))
  return loading
}

/** After the clinic's overlay has changed. */
export const forgetPathways = () => loaded.clear()

const documents = new Map<string, Promise<Protocol>>()
const overlays = new Map<string, Promise<Overlay | null>>()

/** While it is asked whose pages these are: what takes long is on its way by then. What fails now is asked again when it is needed. */
export function loadEarly(clinicId: string): void {
  documentIn(chosenLanguage()).catch(() => undefined)
  const overlay = overlayOf(clinicId)
  overlays.set(clinicId, overlay)
  overlay.catch(() => overlays.delete(clinicId))
}

async function published(language: string, number: string | undefined): Promise<Pathway> {
  return loadProtocol(await documentIn(language), language, number)
}

/** Numbers to call and overlays are of a pathway; what it is made from is the same for all. */
function documentIn(language: string): Promise<Protocol> {
  const known = documents.get(language)
  if (known) return known
  const reading = readDocument(language)
  documents.set(language, reading)
  reading.catch(() => documents.delete(language))
  return reading
}

async function readDocument(language: string): Promise<Protocol> {
  const textUrl = textUrls[language] ?? textUrls.en ?? ''
  const [protocol, texts] = await Promise.all([json<Protocol>(protocolUrl), json<Protocol['texts'][string]>(textUrl)])
  return { ...protocol, texts: { [language]: texts } }
}

async function ofClinic(language: string, clinicId: string, number: string | undefined): Promise<Pathway> {
  const [document, overlay, toCall] = await Promise.all([
    documentIn(language),
    overlays.get(clinicId)?.catch(() => overlayOf(clinicId)) ?? overlayOf(clinicId),
    number ?? numberOf(clinicId),
  ])
  // It may change: the next one asks anew.
  overlays.delete(clinicId)
  const pathway = loadProtocol(document, language, toCall)
  return overlay ? pathway.tighten(overlay) : pathway
}

/** @returns undefined when the clinic cannot be asked: then the texts say the usual one of their language */
async function numberOf(clinicId: string): Promise<string | undefined> {
  try {
    const clinic = await api['clinic.show']({ params: { clinicId } })
    return emergencyNumber(clinic.zone, clinic)
  } catch {
    return undefined
  }
}

/** @throws NoAnswer when it was never read on this device: the published protocol alone could be too loose here */
async function overlayOf(clinicId: string): Promise<Overlay | null> {
  const key = `overlay ${clinicId}`
  try {
    const { overlay } = await api['overlay.show']({ params: { clinicId } })
    const document = (overlay?.document ?? null) as Overlay | null
    await keepCopy(key, document)
    return document
  } catch (error) {
    const copy = error instanceof NoAnswer ? await readCopy<Overlay | null>(key) : undefined
    if (!copy) throw error
    return copy.value
  }
}

async function json<Value>(url: string): Promise<Value> {
  const response = await fetch(url).catch((cause: unknown) => {
    throw new NoAnswer('The protocol cannot be loaded.', cause)
  })
  if (!response.ok) throw new NoAnswer('The protocol cannot be loaded.', response.status)
  return (await response.json()) as Value
}
