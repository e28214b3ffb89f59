/** The intake under way: kept on this device with every answer, and with the clinic's server as soon as there is a connection. */
import { useCallback, useEffect, useRef, useState } from 'react'
import { api, ProblemError } from '../../shared/api/api.ts'
import { newId } from '../../shared/device/ids.ts'
import { dropDraft, keepDraft, readDraft } from '../../shared/device/store.ts'
import type { IntakeDraft } from './intake.ts'
import { isDirty, type Kept, keptFrom, meet, newVersion, type Remote } from './shared-draft.ts'

export interface SharedDraft {
  readonly ready: boolean
  readonly kept: Kept
  /** The newest is with the server too. */
  readonly saved: boolean
  /** Another device went on as well: she chooses. */
  readonly other: Remote | undefined
  /** It was sent, or thrown away, on another device. */
  readonly gone: boolean
  readonly change: (change: { readonly started?: boolean; readonly draft?: IntakeDraft }) => void
  readonly choose: (which: 'here' | 'there') => void
  /** Begins anew, with an id of its own. */
  readonly restart: (draft: IntakeDraft) => void
  /** After it was sent. */
  readonly drop: () => void
}

export interface SharedDraftOptions {
  readonly clinicId: string
  readonly clientId: string
  readonly initial: () => IntakeDraft
  /** Whether it was sent already, and only the server does not know yet. */
  readonly isSent: (id: string) => boolean
}

const begin = (draft: IntakeDraft): Kept => ({
  id: newId(),
  started: false,
  draft,
  version: newVersion(),
  seen: null,
  changedAt: Date.now(),
})

export function useSharedDraft({ clinicId, clientId, initial, isSent }: SharedDraftOptions): SharedDraft {
  const key = `intake ${clientId}`
  const [kept, setKept] = useState<Kept>(() => begin(initial()))
  const [ready, setReady] = useState(false)
  const [other, setOther] = useState<Remote>()
  const [gone, setGone] = useState(false)
  const latest = useRef(kept)
  const isSentNow = useRef(isSent)
  isSentNow.current = isSent
  const busy = useRef(false)
  const again = useRef(false)
  const dropped = useRef(false)

  const set = useCallback(
    (next: Kept) => {
      latest.current = next
      setKept(next)
      // A full disk must not stop anybody from answering.
      void keepDraft(key, next).catch(() => undefined)
    },
    [key],
  )

  /** Looks what the server has, and brings both together. One at a time; what changes meanwhile goes with the next. */
  const sync = useCallback(async () => {
    if (busy.current) {
      again.current = true
      return
    }
    busy.current = true
    const params = { clinicId, clientId }
    try {
      const { draft: found } = await api['intake-draft.show']({ params })
      // It was sent from here and waits for the line.
      const remote = found && isSentNow.current(found.id) ? null : found
      for (let rounds = 0; rounds < 5 && !dropped.current; rounds++) {
        const local = latest.current
        const meeting = rounds === 0 ? meet(local, remote) : isDirty(local) ? { what: 'push' as const } : undefined
        if (!meeting || meeting.what === 'same') break
        if (meeting.what === 'gone') setGone(true)
        if (meeting.what === 'choose') setOther(meeting.other)
        if (meeting.what === 'adopt') set(meeting.kept)
        if (meeting.what !== 'push') break
        const { id, version, seen, draft } = local
        const { facts, open, path, at, day, confirm } = draft
        await api['intake-draft.keep']({
          params,
          body: {
            id,
            version,
            basedOn: seen,
            facts,
            open: [...open],
            path: path.map((step) => ({ ...step, facts: [...step.facts] })),
            at,
            day,
            confirm,
          },
        })
        if (dropped.current) break
        set({ ...latest.current, seen: version })
      }
    } catch (error) {
      if (error instanceof ProblemError) {
        if (error.problem.code === 'stale-version' && error.problem.stored) setOther(error.problem.stored as Remote)
        if (error.problem.code === 'already-done') setGone(true)
      }
      // Without a connection it stays here, and goes with the next answer.
    } finally {
      busy.current = false
      if (again.current) {
        again.current = false
        void sync()
      }
    }
  }, [clinicId, clientId, set])

  useEffect(() => {
    let stopped = false
    void (async () => {
      const found = await readDraft<Kept>(key)
      if (stopped) return
      if (found?.version !== undefined) {
        latest.current = found
        setKept(found)
      }
      // What was begun here shows at once; somebody who is new here waits for what she began elsewhere.
      if (found?.started) setReady(true)
      await sync()
      if (!stopped) setReady(true)
    })()
    const look = () => document.visibilityState === 'visible' && void sync()
    document.addEventListener('visibilitychange', look)
    addEventListener('online', look)
    return () => {
      stopped = true
      document.removeEventListener('visibilitychange', look)
      removeEventListener('online', look)
    }
  }, [key, sync])

  return {
    ready,
    kept,
    saved: !isDirty(kept),
    other,
    gone,
    change(change) {
      set({ ...latest.current, ...change, version: newVersion(), changedAt: Date.now() })
      void sync()
    },
    choose(which) {
      if (!other) return
      if (which === 'there') set(keptFrom(other))
      else set({ ...latest.current, seen: other.version })
      setOther(undefined)
      void sync()
    },
    restart(draft) {
      setGone(false)
      set({ ...begin(draft), started: true })
    },
    drop() {
      dropped.current = true
      void dropDraft(key).catch(() => undefined)
    },
  }
}
