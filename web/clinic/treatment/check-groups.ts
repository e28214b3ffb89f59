/** In which order the checks are made: the person, her skin, what is put on it, the device, the room. */
export const checkGroups = {
  person: [
    'identityConfirmed',
    'consentUnderstood',
    'allergiesReconfirmed',
    'pregnancyReconfirmed',
    'medicinesChanged',
    'illToday',
    'temperature',
    'eatenToday',
    'clinicianCleared',
    'courseReviewed',
    'antiviralPrescribed',
    'antiviralDecided',
    'antiviralTaken',
  ],
  skin: [
    'newSkinProblemToday',
    'coldSoreToday',
    'sunburnToday',
    'healedSinceLast',
    'patchTestAsked',
    'patchTestNeeded',
    'patchTestRead',
    'patchTestResult',
    'patchTestHours',
    'daysSincePatchTest',
    'photosTaken',
    'makeupRemoved',
    'skinCleansed',
    'lesionsMarked',
    'antiseptic',
    'antisepticSuits',
    'antisepticDry',
    'jewelryRemoved',
    'eyesProtected',
  ],
  numbing: [
    'numbingUsed',
    'numbingAuthorized',
    'numbingExpiry',
    'numbingPercent',
    'numbingSecondAnesthetic',
    'numbingGrams',
    'numbingAreaCm2',
    'numbingMinutes',
    'numbingOccluded',
    'numbingIntactSkin',
    'numbingRemoved',
    'numbingReaction',
    'numbingDoseApproved',
  ],
  device: [
    'depthMm',
    'depthApproved',
    'cartridgeSealed',
    'cartridgeNewForClient',
    'cartridgeExpiry',
    'cartridgeFitsDevice',
    'deviceChecked',
    'deviceCleaned',
    'practitionerLicensed',
    'practitionerMaxDepthMm',
    'practitionerRfTrained',
  ],
  room: [
    'handsWashed',
    'gloves',
    'glovesLatex',
    'surfacesClean',
    'sharpsBin',
    'emergencyKit',
    'topicalSterile',
    'prpTubeLabeled',
    'prpSameClient',
    'prpKitNew',
  ],
} as const
export type CheckGroup = keyof typeof checkGroups | 'other'

/** What is asked, in groups; what no group names comes last and is not lost. */
export function inGroups(ids: readonly string[]): [CheckGroup, string[]][] {
  const groups: [CheckGroup, string[]][] = Object.entries(checkGroups).map(([group, order]) => [
    group as CheckGroup,
    order.filter((id) => ids.includes(id)),
  ])
  const named = new Set(groups.flatMap(([, members]) => members))
  groups.push(['other', ids.filter((id) => !named.has(id))])
  return groups.filter(([, members]) => members.length > 0)
}
