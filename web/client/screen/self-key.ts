/** Under which the device keeps what somebody asks herself. */
export const selfKey = 'screen'
