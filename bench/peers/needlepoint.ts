/** Ourselves. */
import { type Facts, screenFacts } from '@needlepoint/pathway'
import type { MakePeer, Peer } from './peer.ts'

export const needlepoint: MakePeer = ({ loaded }): Peer<Facts> => ({
  name: 'Needlepoint',
  form: 'closures over the protocol; texts, dates, open rules and questions included',
  prepare: (facts) => facts,
  screen: (facts) => screenFacts(loaded, facts),
})
