/**
 * Photos that are on this device and not at the clinic yet. They survive closing the browser, go one after the other in the order
 * in which they were taken, show how far they are, can be removed before they have left, and leave the device only when the
 * server says that it has them.
 *
 * They stand beside the outbox and not in it: a report that somebody must read never waits behind three megabytes.
 */
import { type Api, NoAnswer, ProblemError, uploadFile } from '../api/api.ts'
import { passesByItself, waiting } from './outbox.ts'
import { type KeptPhoto, store } from './store.ts'
import { betweenTabs } from './tabs.ts'

/** What one tab keeps, sends or removes, the others show. With `stop` one asks whichever sends that photo not to. */
interface Told {
  readonly stop?: string
}
const tabs = betweenTabs<Told>('needlepoint photos', ({ stop }) => {
  if (stop !== undefined) stopLeaving(stop)
})
export const onPhotosChange = tabs.listen
function changed(): void {
  tabs.hear()
  tabs.tell({})
}

interface Leaving {
  readonly id: string
  readonly stop: AbortController
  /** 0 to 1; at 1 all of it has left and only the answer is missing. */
  share: number
}
let leaving: Leaving | undefined

/** How far the photo is that is being sent from this tab. */
export const photoOnItsWay = (): Pick<Leaving, 'id' | 'share'> | undefined =>
  leaving && { id: leaving.id, share: leaving.share }

/** @throws DOMException where there is no room (`isFull`); what was kept before stays */
export async function keepPhoto(photo: KeptPhoto): Promise<void> {
  await (await store()).put('photos', photo)
  changed()
}

/** Oldest first. Empty where the browser keeps nothing. */
export async function keptPhotos(): Promise<KeptPhoto[]> {
  const all = await store()
    .then((database) => database.getAll('photos'))
    .catch(() => [])
  return all.toSorted((a, b) => a.addedAt - b.addedAt || (a.id < b.id ? -1 : 1))
}

/**
 * Says that a held photo may leave. Does nothing when it has left already.
 * @param change with `checkInId: null` it goes by itself: the report that it was taken for was never sent
 */
export async function allowPhoto(id: string, { checkInId: alone }: { readonly checkInId?: null } = {}): Promise<void> {
  await rewrite(id, (photo) => {
    const { refused: _, checkInId, ...rest } = photo
    return { ...rest, ...(checkInId === undefined || alone === null ? {} : { checkInId }), state: 'waiting' }
  })
}

/** A report was sent, or waits to be: its photos may follow it. */
export async function releasePhotos(checkInId: string): Promise<void> {
  const held = (await keptPhotos()).filter((photo) => photo.checkInId === checkInId && photo.state === 'held')
  for (const { id } of held) await allowPhoto(id)
}

/**
 * Takes a photo off this device. What has begun to leave, from whichever tab, is stopped.
 * @returns false when all of it had left before: then it is at the clinic, or will be in a moment
 */
export async function removePhoto(id: string): Promise<boolean> {
  if (!stopLeaving(id)) return false
  tabs.tell({ stop: id })
  return await holding(id, async () => {
    const photos = (await store()).transaction('photos', 'readwrite').store
    const there = (await photos.getKey(id)) !== undefined
    if (there) await photos.delete(id)
    changed()
    return there
  })
}

/** @returns false when all of it has left this tab already */
function stopLeaving(id: string): boolean {
  if (leaving?.id !== id) return true
  if (leaving.share >= 1) return false
  leaving.stop.abort()
  return true
}

/** While one tab sends a photo, no other removes it, and says that it is gone. */
const holding = async <Result>(id: string, work: () => Promise<Result>): Promise<Result> =>
  navigator.locks ? await navigator.locks.request(`needlepoint photo ${id}`, work) : await work()

let sending: Promise<boolean> | undefined
let askedAgain = false

/**
 * Sends what may leave, one tab after the other: what one has sent the next does not find any more, and when one is closed the
 * next goes on. Where tabs cannot agree, the server takes each id once.
 * @returns whether everything that can be sent was
 */
export function sendPhotos(): Promise<boolean> {
  askedAgain = true
  sending ??= inTurn(untilDone).finally(() => {
    sending = undefined
  })
  return sending
}

/** Whoever asks while it is being done may have added something after the last look. */
async function untilDone(): Promise<boolean> {
  let done: boolean
  do {
    askedAgain = false
    done = await sendAll()
  } while (askedAgain && done)
  return done
}

const inTurn = async (work: () => Promise<boolean>): Promise<boolean> =>
  navigator.locks ? await navigator.locks.request('needlepoint photos', work) : await work()

async function sendAll(): Promise<boolean> {
  const tried = new Set<string>()
  for (;;) {
    // Looked at anew each time: one may have been added or removed meanwhile.
    const reports = new Set((await waiting()).map(({ id }) => id))
    const next = (await keptPhotos()).find(
      ({ id, state, refused, checkInId }) =>
        // Its report goes first.
        !tried.has(id) && state === 'waiting' && !refused && !(checkInId && reports.has(checkInId)),
    )
    if (!next) return true
    tried.add(next.id)
    if (!(await holding(next.id, () => sendOne(next)))) return false
  }
}

/** @returns false when there is no point in going on now */
async function sendOne(photo: KeptPhoto): Promise<boolean> {
  const { id } = photo
  // Removed from another tab while this one waited for it.
  if ((await (await store()).getKey('photos', id)) === undefined) return true
  const current: Leaving = { id, stop: new AbortController(), share: 0 }
  leaving = current
  tabs.hear()
  try {
    await uploadFile(
      inputOf(photo),
      (share) => {
        current.share = share
        tabs.hear()
      },
      current.stop.signal,
    )
    await (await store()).delete('photos', id)
    changed()
    return true
  } catch (error) {
    if (current.stop.signal.aborted) return true
    if (error instanceof ProblemError && !passesByItself(error)) {
      const { code, detail } = error.problem
      await rewrite(id, (kept) => ({ ...kept, refused: { code, detail } }))
      return true
    }
    if (error instanceof NoAnswer && current.share >= 1) await rewrite(id, (kept) => ({ ...kept, mayBeThere: true }))
    return false
  } finally {
    leaving = undefined
    tabs.hear()
  }
}

const inputOf = (photo: KeptPhoto): Parameters<Api['file.add']>[0] => {
  const { id, clinicId, clientId, content, takenAt, pose, sessionId, checkInId, question } = photo
  return {
    params: { clinicId, clientId, fileId: id },
    query: {
      kind: 'photo',
      takenAt,
      ...(pose ? { pose } : {}),
      ...(sessionId ? { sessionId } : {}),
      ...(checkInId ? { checkInId } : {}),
      ...(question ? { question } : {}),
    },
    body: content,
  }
}

/** In one transaction: what was removed meanwhile does not come back. */
async function rewrite(id: string, change: (photo: KeptPhoto) => KeptPhoto): Promise<void> {
  const photos = (await store()).transaction('photos', 'readwrite').store
  const kept = await photos.get(id)
  if (kept) await photos.put(change(kept))
  changed()
}
