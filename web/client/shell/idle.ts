/** Does something once the page is there and she is not waiting for anything. @returns what calls it off */
export function whenIdle(work: () => void): () => void {
  let off = () => {}
  const start = () => {
    if ('requestIdleCallback' in window) {
      const id = requestIdleCallback(work, { timeout: 10_000 })
      off = () => cancelIdleCallback(id)
    } else {
      const id = setTimeout(work, 2_000)
      off = () => clearTimeout(id)
    }
  }
  if (document.readyState === 'complete') start()
  else {
    addEventListener('load', start, { once: true })
    off = () => removeEventListener('load', start)
  }
  return () => off()
}
