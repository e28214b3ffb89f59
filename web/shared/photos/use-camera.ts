/** The camera of the device, for as long as the page shows it. */
import { type RefObject, useCallback, useEffect, useRef, useState } from 'react'

export type CameraState =
  | 'asking'
  | 'on'
  /** She said no, or the device does. */
  | 'denied'
  /** There is none, or the browser lends none to this page. */
  | 'none'
  /** Another program has it, or it was pulled out. */
  | 'lost'
export type Facing = 'user' | 'environment'

export interface Camera {
  readonly state: CameraState
  readonly video: RefObject<HTMLVideoElement | null>
  /** What it sees now; undefined while it sees nothing. */
  readonly take: () => Promise<Blob | undefined>
  readonly again: () => void
}

/** @param facing towards her, or away from her; a device with one camera gives that one */
export function useCamera(facing: Facing): Camera {
  const video = useRef<HTMLVideoElement>(null)
  const [state, setState] = useState<CameraState>('asking')
  const [tries, setTries] = useState(0)
  const key = `${facing} ${tries}`
  useEffect(() => {
    let stopped = false
    let stream: MediaStream | undefined
    setState('asking')
    void open(key.startsWith('user') ? 'user' : 'environment').then((opened) => {
      if (typeof opened === 'string') return stopped || setState(opened)
      stream = opened
      if (stopped) return end(stream)
      for (const track of stream.getVideoTracks())
        track.addEventListener('ended', () => stopped || setState('lost'), { once: true })
      if (video.current) video.current.srcObject = stream
      setState('on')
    })
    return () => {
      stopped = true
      if (stream) end(stream)
    }
  }, [key])
  const take = useCallback(async () => {
    const seen = video.current
    if (!seen || seen.videoWidth === 0) return undefined
    const canvas = new OffscreenCanvas(seen.videoWidth, seen.videoHeight)
    canvas.getContext('2d', { alpha: false })?.drawImage(seen, 0, 0)
    return await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.95 })
  }, [])
  return { state, video, take, again: () => setTries(tries + 1) }
}

async function open(facingMode: Facing): Promise<MediaStream | 'denied' | 'none' | 'lost'> {
  // Only where the page came over HTTPS, or from this machine.
  if (!navigator.mediaDevices) return 'none'
  try {
    return await navigator.mediaDevices.getUserMedia({
      video: { facingMode, width: { ideal: 2560 }, height: { ideal: 1920 } },
      audio: false,
    })
  } catch (error) {
    const name = error instanceof DOMException ? error.name : ''
    if (name === 'NotAllowedError' || name === 'SecurityError') return 'denied'
    return name === 'NotReadableError' || name === 'AbortError' ? 'lost' : 'none'
  }
}

const end = (stream: MediaStream) => {
  for (const track of stream.getTracks()) track.stop()
}
