import { useEffect, useState } from 'react'

/** An address for a picture that the page holds; it is let go with the page. */
export function usePicture(content: Blob | undefined): string | undefined {
  const [address, setAddress] = useState<string>()
  useEffect(() => {
    if (!content) return setAddress(undefined)
    const made = URL.createObjectURL(content)
    setAddress(made)
    return () => URL.revokeObjectURL(made)
  }, [content])
  return address
}
