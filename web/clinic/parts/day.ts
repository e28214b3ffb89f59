/** Which day it is: for the client where she lives, for the clinic where it is. */
import { dateAt, type ISODate, type Zone } from '@needlepoint/pathway'

export const todayIn = (zone: Zone): ISODate => dateAt(Date.now(), zone)
