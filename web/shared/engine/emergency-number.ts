/** The number to call where she lives: what her clinic says of its own zone, else what is known. 112 is answered by mobile networks almost everywhere; the page says “or your local number”. */
import type { Zone } from '@needlepoint/pathway'

const byZone: readonly (readonly [RegExp, string])[] = [
  [
    /^(America\/(New_York|Chicago|Denver|Los_Angeles|Phoenix|Anchorage|Detroit|Boise|Toronto|Vancouver|Edmonton|Winnipeg|Halifax|St_Johns|Regina|Mexico_City|Panama|Montevideo|Indiana\/.+|Kentucky\/.+|North_Dakota\/.+)|US\/.+|Canada\/.+|Pacific\/Honolulu)$/u,
    '911',
  ],
  [/^Europe\/(London|Belfast|Jersey|Guernsey|Isle_of_Man)$/u, '999'],
  [/^Australia\//u, '000'],
  [/^Pacific\/(Auckland|Chatham)$/u, '111'],
  [/^Asia\/(Tokyo|Seoul)$/u, '119'],
  [/^Asia\/(Shanghai|Urumqi|Chongqing)$/u, '120'],
]

const known = (zone: Zone): string => byZone.find(([pattern]) => pattern.test(zone))?.[1] ?? '112'

/** Of a clinic as it was kept on the device by an older version, the number may be missing. */
interface NumberOfClinic {
  readonly zone: Zone
  readonly emergencyNumber?: string | null
}

/** A client in another zone may be in another country, where the number of her clinic reaches nobody. */
export const emergencyNumber = (zone: Zone, clinic: NumberOfClinic): string =>
  (zone === clinic.zone && clinic.emergencyNumber) || known(zone)
