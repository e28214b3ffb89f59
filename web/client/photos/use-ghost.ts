/** Her last photo of a pose: the one on this device, else the one at the clinic. It is never kept for this alone. */
import { useEffect, useState } from 'react'
import { api, type OutputOf } from '../../shared/api/api.ts'
import { type KeptPhoto, readCopy } from '../../shared/device/store.ts'
import { useClient } from '../shell/client.tsx'

type Listed = OutputOf<'file.list'>

/** @returns undefined while there is none, and without a connection where only the clinic has one */
export function useGhost(pose: NonNullable<KeptPhoto['pose']>, kept: readonly KeptPhoto[]): Blob | undefined {
  const { clinicId, clientId } = useClient()
  const [sent, setSent] = useState<{ readonly pose: string; readonly content: Blob }>()
  const here = kept.findLast((photo) => photo.pose === pose)?.content
  const has = here !== undefined
  useEffect(() => {
    let stopped = false
    void (async () => {
      if (has) return
      const query = { kind: 'photo', limit: 50 } as const
      const list = await api['file.list']({ params: { clinicId, clientId }, query }).catch(
        async () => (await readCopy<Listed>(`photos ${clientId}`))?.value,
      )
      const last = list?.items.find((photo) => photo.pose === pose)
      if (!last || stopped) return
      const content = await api['file.content']({ params: { clinicId, fileId: last.id }, query: {} })
      if (!stopped) setSent({ pose, content })
    })().catch(() => undefined)
    return () => {
      stopped = true
    }
  }, [clinicId, clientId, pose, has])
  return here ?? (sent?.pose === pose ? sent.content : undefined)
}
