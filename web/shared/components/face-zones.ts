/** The outlines of a face from the front, drawn once and mirrored: a line drawing without age, sex or skin colour. */

/** On a field of 240 by 316; `both` is drawn again on the other side. */
export interface Zone {
  readonly area: string
  readonly path: string
  readonly both?: true
}

/** Below what is pressed. */
export const outline = [
  'M120 20C74 20 47 56 48 108c1 42 12 82 36 106 14 14 26 20 36 20s22-6 36-20c24-24 35-64 36-106 1-52-26-88-72-88Z',
  'M86 218l-2 44c-24 8-44 12-58 30v20M154 218l2 44c24 8 44 12 58 30v20',
]
/** Lines without a zone: brows, the ridge of the nose, between the lips. */
export const lines = [
  'M74 94c8-7 22-8 33-3M166 94c-8-7-22-8-33-3',
  'M104 171c8 3 24 3 32 0',
  'M110 143c3 4 6 3 10 5 4-2 7-1 10-5',
]

export const faceZones: readonly Zone[] = [
  { area: 'scalp', path: 'M120 8C70 8 40 46 43 98l10-4c3-28 27-44 67-44s64 16 67 44l10 4C200 46 170 8 120 8Z' },
  { area: 'forehead', path: 'M75 61c13-7 28-10 45-10s32 3 45 10l-6 30c-9-6-22-5-30 0-3 2-15 2-18 0-8-5-21-6-30 0Z' },
  { area: 'temples', path: 'M72 63c-11 8-17 22-18 42l6 12 14-18 4-8Z', both: true },
  {
    area: 'periorbitalOutsideRim',
    path: 'M71 112c0-9 9-16 21-16s19 7 19 15-8 16-19 16-21-7-21-15Zm7 0c2 5 7 8 14 8s12-3 14-8c-2-5-7-8-14-8s-12 3-14 8Z',
    both: true,
  },
  { area: 'upperEyelid', path: 'M78 112c2-5 7-8 14-8s12 3 14 8Z', both: true },
  { area: 'lowerEyelidInsideRim', path: 'M78 112c2 5 7 8 14 8s12-3 14-8Z', both: true },
  { area: 'nose', path: 'M114 96c-1 18-9 34-9 46 1 6 8 7 15 8 7-1 14-2 15-8 0-12-8-28-9-46-3 2-9 2-12 0Z' },
  {
    area: 'cheeks',
    path: 'M58 121c6 6 17 9 34 9 7 0 12-2 15-4-2 7-5 14-5 18-2 8-8 16-10 27-8 5-19 6-26 4-6-16-9-34-8-54Z',
    both: true,
  },
  {
    area: 'perioral',
    path: 'M105 151c-7 7-11 16-10 25 3 12 13 16 25 16s22-4 25-16c1-9-3-18-10-25-8 4-22 4-30 0Zm-2 20c7-7 13-7 17-4 4-3 10-3 17 4-6 10-28 10-34 0Z',
  },
  { area: 'lips', path: 'M103 171c7-7 13-7 17-4 4-3 10-3 17 4-6 10-28 10-34 0Z' },
  { area: 'chin', path: 'M103 193c8 3 26 3 34 0 6 8 4 20-2 28-7 9-23 9-30 0-6-8-8-20-2-28Z' },
  { area: 'jawline', path: 'M67 178c8 3 17 2 25-2 2 8 5 13 9 17-5 9-4 20 0 27-16-9-28-24-34-42Z', both: true },
  { area: 'ears', path: 'M47 104c-9-4-14 8-10 22 3 12 9 17 15 15-3-11-5-24-5-37Z', both: true },
  { area: 'neck', path: 'M87 220l-2 42c14 8 56 8 70 0l-2-42c-12 12-23 17-33 17s-21-5-33-17Z' },
  { area: 'decolletage', path: 'M84 265c-24 8-43 12-56 28v19h184v-19c-13-16-32-20-56-28-16 8-56 8-72 0Z' },
]
