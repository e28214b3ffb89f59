/** Of a guardian of several children: whose page this device, and this tab, shows. */

const key = (clinicId: string) => `needlepoint.child.${clinicId}`
const listeners = new Set<() => void>()
export function onChildChosen(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Each tab keeps its own; a new one begins with the child that was looked at last. */
export function chosenChild(clinicId: string): string | undefined {
  try {
    return sessionStorage.getItem(key(clinicId)) ?? localStorage.getItem(key(clinicId)) ?? undefined
  } catch {
    return chosen.get(clinicId)
  }
}

const chosen = new Map<string, string>()

/** @param clientId undefined to be asked again */
export function chooseChild(clinicId: string, clientId: string | undefined): void {
  if (clientId === undefined) chosen.delete(clinicId)
  else chosen.set(clinicId, clientId)
  try {
    for (const storage of [sessionStorage, localStorage]) {
      if (clientId === undefined) storage.removeItem(key(clinicId))
      else storage.setItem(key(clinicId), clientId)
    }
  } catch {
    // It holds until the page is closed.
  }
  for (const listener of listeners) listener()
}
