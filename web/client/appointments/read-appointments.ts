import { api, type OutputOf } from '../../shared/api/api.ts'

type Appointments = OutputOf<'appointment.list'>

/** Every page of them: a file for the calendar has to know of all that come. */
export async function readAppointments(params: { readonly clinicId: string; readonly clientId: string }) {
  const items: Appointments['items'] = []
  let cursor: string | undefined
  do {
    const page: Appointments = await api['appointment.list']({
      params,
      query: { limit: 100, ...(cursor ? { cursor } : {}) },
    })
    items.push(...page.items)
    cursor = page.next ?? undefined
  } while (cursor !== undefined && items.length < 1_000)
  return items
}
