/** The name mark: an N of stitched dots. */
const dots: readonly (readonly [number, number])[] = [
  ...([0, 1, 2, 3] as const).map((y) => [0, y] as const),
  [1, 1],
  [2, 2],
  ...([0, 1, 2, 3] as const).map((y) => [3, y] as const),
]

export function Mark({ size = 24 }: { readonly size?: number }) {
  return (
    <svg width={size} height={size} viewBox="-0.6 -0.6 4.2 4.2" aria-hidden="true" fill="currentColor">
      {dots.map(([x, y]) => (
        <circle key={`${x} ${y}`} cx={x} cy={y} r="0.36" />
      ))}
    </svg>
  )
}
