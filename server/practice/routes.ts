/** Routes of the practice: clients and their guardians, staff, keys of programs, devices, stock, prices, the clinic. */
import { endpoints } from '@needlepoint/contract'
import type { Context } from '../context.ts'
import { type Route, serve } from '../http/serve-endpoint.ts'
import { addClient } from './add-client.ts'
import { amendClient } from './amend-client.ts'
import { addApiKey, listApiKeys, revokeApiKey } from './api-keys.ts'
import { chooseLanguage } from './choose-language.ts'
import { showEarliestSession } from './earliest-session.ts'
import { amendAppointment, listAppointments, listUpcoming, noteAppointment } from './keep-appointments.ts'
import { changeClinic, showClinic } from './keep-clinic.ts'
import { addDevice, changeDeviceStatus, listDevices } from './keep-devices.ts'
import { addGuardian, amendGuardian, listGuardians } from './keep-guardians.ts'
import { listPrices, setPrice } from './keep-prices.ts'
import { addLot, listLots, listUses, moveStock, recallLot } from './keep-stock.ts'
import { endClientAccess, sendClientLink } from './open-record.ts'
import { listClients, searchClients, showClient } from './read-clients.ts'
import { setOverlay } from './set-overlay.ts'
import { showOverlay } from './show-overlay.ts'
import { amendStaff, inviteStaff, listInvitations, listStaff, recoverStaff, revokeInvitation } from './staff.ts'

export const practiceRoutes: readonly Route<Context>[] = [
  serve(endpoints['client.add'], addClient),
  serve(endpoints['client.list'], listClients),
  serve(endpoints['client.search'], searchClients),
  serve(endpoints['client.show'], showClient),
  serve(endpoints['client.amend'], amendClient),
  serve(endpoints['client.choose-language'], chooseLanguage),
  serve(endpoints['guardian.add'], addGuardian),
  serve(endpoints['guardian.amend'], amendGuardian),
  serve(endpoints['guardian.list'], listGuardians),
  serve(endpoints['client-link.send'], sendClientLink),
  serve(endpoints['client-access.end'], endClientAccess),
  serve(endpoints['staff.list'], listStaff),
  serve(endpoints['staff.amend'], amendStaff),
  serve(endpoints['staff.recover'], recoverStaff),
  serve(endpoints['staff.invite'], inviteStaff),
  serve(endpoints['invitation.list'], listInvitations),
  serve(endpoints['invitation.revoke'], revokeInvitation),
  serve(endpoints['api-key.add'], addApiKey),
  serve(endpoints['api-key.list'], listApiKeys),
  serve(endpoints['api-key.revoke'], revokeApiKey),
  serve(endpoints['appointment.note'], noteAppointment),
  serve(endpoints['appointment.amend'], amendAppointment),
  serve(endpoints['appointment.list'], listAppointments),
  serve(endpoints['appointment.upcoming'], listUpcoming),
  serve(endpoints['appointment.earliest-session'], showEarliestSession),
  serve(endpoints['device.add'], addDevice),
  serve(endpoints['device.list'], listDevices),
  serve(endpoints['device.change-status'], changeDeviceStatus),
  serve(endpoints['lot.add'], addLot),
  serve(endpoints['lot.list'], listLots),
  serve(endpoints['lot.recall'], recallLot),
  serve(endpoints['lot.used-in'], listUses),
  serve(endpoints['stock.move'], moveStock),
  serve(endpoints['price.set'], setPrice),
  serve(endpoints['price.list'], listPrices),
  serve(endpoints['clinic.show'], showClinic),
  serve(endpoints['clinic.change'], changeClinic),
  serve(endpoints['overlay.show'], showOverlay),
  serve(endpoints['overlay.set'], setOverlay),
]
