declare module 'virtual:needlepoint/addresses' {
  import type { Address } from '@needlepoint/contract/call'
  export const addresses: Readonly<Record<string, Address>>
}
declare module 'virtual:needlepoint/protocol' {
  /** Of the protocol that the pages were built with. */
  export const hash: string
  export const protocolUrl: string
  /** By language. */
  export const textUrls: Readonly<Record<string, string>>
}
