/** What the pages about enquiries read, each under one key. */
import { queryOptions } from '@tanstack/react-query'
import { api, inBackground, type OutputOf } from '../../shared/api/api.ts'
import { pages } from '../parts/reads.ts'

export type EnquiryLine = OutputOf<'enquiry.list'>['items'][number]
export type Enquiry = OutputOf<'enquiry.show'>

export const enquiriesQuery = (clinicId: string) =>
  pages<EnquiryLine>(['enquiries', clinicId], (cursor) =>
    api['enquiry.list']({ params: { clinicId }, query: { limit: 50, ...(cursor ? { cursor } : {}) } }, inBackground),
  )

export const enquiryQuery = (clinicId: string, enquiryId: string) =>
  queryOptions({
    queryKey: ['enquiries', clinicId, enquiryId],
    queryFn: () => api['enquiry.show']({ params: { clinicId, enquiryId } }),
    // Opening the answers is written into the audit: once for each look, not for each tab that is focused.
    staleTime: 10 * 60_000,
    refetchOnWindowFocus: false,
  })

export const doorQuery = (clinicId: string) =>
  queryOptions({
    queryKey: ['enquiry-door', clinicId],
    queryFn: () => api['enquiry.door']({ params: { clinicId } }, inBackground),
    refetchInterval: 60_000,
  })
