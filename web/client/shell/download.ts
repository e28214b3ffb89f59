/** Gives her a file that was made here. */
export const download = (name: string, type: string, content: string): void =>
  downloadBlob(name, new Blob([content], { type }))

export function downloadBlob(name: string, content: Blob): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(content)
  link.download = name
  link.click()
  // The browser may still be reading it.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
}
