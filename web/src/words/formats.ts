import { computed } from "@preact/signals";
import { locale, words } from "./index.ts";

const ZONE = "Europe/Amsterdam";
const tag = computed(() => (locale.value === "en" ? "en-GB" : "nl-NL"));

const formats = computed(() => {
  const format = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(tag.value, { timeZone: ZONE, ...options });
  return {
    day: format({ weekday: "short", day: "numeric", month: "long" }),
    longDay: format({ weekday: "short", day: "numeric", month: "long", year: "numeric" }),
    date: format({ day: "numeric", month: "long", year: "numeric" }),
    clock: format({ hour: "2-digit", minute: "2-digit" }),
    money: new Intl.NumberFormat(tag.value, { style: "currency", currency: "EUR" }),
    list: new Intl.ListFormat(tag.value, { type: "conjunction" }),
  };
});

type Moment = string | number | Date;

/** A day, with its year where that is another than this. */
export const day = (when: Moment) => (isThisYear(when) ? formats.value.day : formats.value.longDay).format(new Date(when));
export const date = (when: Moment) => formats.value.date.format(new Date(when));
export const clock = (when: Moment) => formats.value.clock.format(new Date(when));
export const moment = (when: Moment) => `${day(when)} ${clock(when)}`;
export const period = (from: Moment, until: Moment) => `${day(from)} ${clock(from)}–${clock(until)}`;
export const euros = (cents: number) => formats.value.money.format(cents / 100);
/** An amount as somebody would type it. */
export const euroField = (cents: number) => (cents / 100).toFixed(2).replace(".", locale.value === "en" ? "." : ",");
export const list = (names: readonly string[]) => formats.value.list.format(names);

/** A Dutch number as people here write it, `06 12345678`; another as it is. */
export const phone = (number: string) => number.replace(/^\+31(6|10|13|15|20|23|24|26|30|33|35|36|38|40|43|45|46|50|53|55|58|7\d|\d{3})/, "0$1 ");

const DAYS = new Intl.DateTimeFormat("sv-SE", { timeZone: ZONE });

/** The calendar day over there, as `2026-11-24`. */
export const isoDay = (when: Moment) => DAYS.format(new Date(when));

const isThisYear = (when: Moment) => isoDay(when).slice(0, 4) === isoDay(Date.now()).slice(0, 4);

/** What a day is called between messages. */
export function dayName(when: Moment): string {
  const [that, now] = [isoDay(when), Date.now()];
  if (that === isoDay(now)) return words.value.thread.today;
  if (that === isoDay(now - 864e5)) return words.value.thread.yesterday;
  return day(when);
}

/**
 * The moment at which clocks in the Netherlands show this date and time, whatever the zone of the device.
 * `at` is as a form gives it: `2026-11-24`, `09:30`.
 */
export function momentIn(on: string, at: string): Date {
  const asUtc = new Date(`${on}T${at}:00Z`);
  const shown = new Date(`${isoDay(asUtc)}T${new Intl.DateTimeFormat("sv-SE", { timeZone: ZONE, timeStyle: "medium" }).format(asUtc)}Z`);
  return new Date(2 * asUtc.getTime() - shown.getTime());
}

/** Cents of what somebody typed as an amount: `450`, `450,50`, `€ 1.250,-`; null when it is none. */
export function centsOf(typed: string): number | null {
  const plain = typed.replace(/[€\s]/g, "").replace(/,-$/, "").replace(/[.,](?=\d{3}(\D|$))/g, "").replace(",", ".");
  return /^\d+(\.\d{1,2})?$/.test(plain) && Number(plain) > 0 ? Math.round(Number(plain) * 100) : null;
}
