/** How many published reviews gave so many stars. */
export type StarCounts = Readonly<Record<1 | 2 | 3 | 4 | 5, number>>;

export const noStars: StarCounts = { 1: 0, 2: 0, 3: 0, 4: 0, 5: 0 };
