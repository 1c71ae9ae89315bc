/** The same time of day so many months later; on the month's last day where the day does not exist. */
export function addMonths(time: Date, months: number): Date {
  const moved = new Date(time);
  moved.setUTCMonth(moved.getUTCMonth() + months);
  // 31 August + 6 months would be 3 March: day 0 is the last day of the month before.
  if (moved.getUTCDate() !== time.getUTCDate()) moved.setUTCDate(0);
  return moved;
}
