/** Calendar days as YYYY-MM-DD in the person's own time zone, and the words that people have for them. */
import { languageTag, t } from './language.js';

/** As the IANA names it. */
export const timeZone = () => Intl.DateTimeFormat().resolvedOptions().timeZone;

// The gateway, too, has to know what day it is here: it tells the browser what to ask for before this script is there.
// Over https no other host can set it.
const [prefix, secure] = location.protocol === 'https:' ? ['__Host-', '; secure'] : ['', ''];
document.cookie = `${prefix}timeZone=${timeZone()}; path=/; max-age=31536000; samesite=lax${secure}`;

const pad = (number) => String(number).padStart(2, '0');
const isoDay = (date) => `${date.getFullYear()}-${pad(date.getMonth() + 1)}-${pad(date.getDate())}`;

/** @param {number} days from today */
export function dayFromToday(days) {
  const date = new Date();
  date.setDate(date.getDate() + days);
  return isoDay(date);
}

function localDate(day) {
  const [year, month, date] = day.split('-').map(Number);
  return new Date(year, month - 1, date);
}

function daysFromToday(day) {
  // Rounded, because a day may have 23 or 25 hours.
  return Math.round((localDate(day).getTime() - new Date().setHours(0, 0, 0, 0)) / 86_400_000);
}

/** @param {string} day */
export const isPast = (day) => daysFromToday(day) < 0;

/** A day for reading: "today", "Sat, Jan 3". @param {string} day */
export function readableDay(day) {
  const distance = daysFromToday(day);
  if (Math.abs(distance) <= 1) return new Intl.RelativeTimeFormat(languageTag(), { numeric: 'auto' }).format(distance, 'day');
  const date = localDate(day);
  const year = date.getFullYear() === new Date().getFullYear() ? undefined : 'numeric';
  return new Intl.DateTimeFormat(languageTag(), { weekday: 'short', month: 'short', day: 'numeric', year }).format(date);
}

/** @param {string} instant ISO 8601 */
export const readableInstant = (instant) => readableDay(isoDay(new Date(instant)));

/** A moment for reading: "today, 9:05 PM". @param {string} instant ISO 8601 */
export const readableMoment = (instant) =>
  t('moment', readableInstant(instant), new Intl.DateTimeFormat(languageTag(), { timeStyle: 'short' }).format(new Date(instant)));

const WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];
const ENGLISH = `today|tonight|tomorrow|(?:next\\s+)?(?:${WEEKDAYS.join('|')})`;
const CHINESE = '今天|今晚|明天|大后天|后天|(?:下个?|这个?|本)?(?:周|星期|礼拜)[一二三四五六日天]';
/** At the end or at the beginning; English words stand apart from the others. */
const PATTERNS = [
  new RegExp(`^(?<name>\\S.*?)\\s+(?:(?:due|by|on)\\s+)?(?<words>${ENGLISH})$`, 'i'),
  new RegExp(`^(?<words>${ENGLISH})[\\s,:]+(?<name>.*\\S)$`, 'i'),
  new RegExp(`^(?<name>\\S.*?)[\\s，,：:]*(?<words>${CHINESE})$`),
  new RegExp(`^(?<words>${CHINESE})[\\s，,：:]*(?<name>\\S.*)$`),
];
const DISTANCES = { today: 0, tonight: 0, tomorrow: 1, 今天: 0, 今晚: 0, 明天: 1, 后天: 2, 大后天: 3 };

/**
 * "Buy milk tomorrow", "下周一交报告": the todo without the words, and their day. A weekday is the next one to come, with "next" or 下
 * that of next week, which begins on Monday.
 * @param {string} text  @returns {{ name: string, due: string } | undefined}
 */
export function quickDue(text) {
  for (const pattern of PATTERNS) {
    const match = pattern.exec(text.trim())?.groups;
    if (match) return { name: match.name, due: dayFromToday(distance(match.words.toLowerCase())) };
  }
  return undefined;
}

function distance(words) {
  if (words in DISTANCES) return DISTANCES[words];
  const chinese = '一二三四五六日'.indexOf(words.at(-1).replace('天', '日'));
  const weekday = chinese >= 0 ? chinese : WEEKDAYS.indexOf(words.split(/\s+/).at(-1));
  const today = (new Date().getDay() + 6) % 7;
  if (/^(next|下)/.test(words)) return 7 - today + weekday;
  const ahead = (weekday - today + 7) % 7;
  return /^[这本]/.test(words) ? ahead : ahead || 7;
}
