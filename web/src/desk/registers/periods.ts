import { date, isoDay } from "../../words/formats.ts";
import { registers } from "../../words/registers.ts";

interface Period {
  fromOn: string;
  untilOn: string | null;
}

export const isOver = ({ untilOn }: Period) => untilOn !== null && untilOn < isoDay(Date.now());

export const isNow = (period: Period) => !isOver(period) && period.fromOn <= isoDay(Date.now());

/** From when until when, in words. */
export function periodText({ fromOn, untilOn }: Period): string {
  const { period: say } = registers.value;
  if (untilOn !== null) return say.both(date(fromOn), date(untilOn));
  return fromOn > isoDay(Date.now()) ? say.starts(date(fromOn)) : say.since(date(fromOn));
}
