/** How every page ends: the protocol that decided, and what the answer is not. */
import type { Page } from './page.ts'

export const notice = 'Decision support, not a diagnosis. A clinician decides.'

export function closing(page: Page, hash: string): void {
  page.blank()
  page.text(page.dim(`Protocol ${shortHash(hash)}. ${notice}`))
}

/** `sha256:1a2b3c4d`, for each part of a hash. */
export function shortHash(hash: string): string {
  return hash
    .split('+')
    .map((part) => part.replace(/^(sha256:)?([0-9a-f]{8})[0-9a-f]+$/, '$1$2'))
    .join('+')
}
