/** What a device is called, by the User-Agent of its browser. */
import { t } from './language.js';

/** The first that fits: many a browser also names the one that it is like. @type {[name: string, mark: RegExp][]} */
const BROWSERS = [
  ['Edge', /\bEdg(?:e|A|iOS)?\//],
  ['Opera', /\b(?:OPR|OPT|OPiOS|Opera)\b/],
  ['Samsung Internet', /\bSamsungBrowser\//],
  ['WeChat', /\bMicroMessenger\//],
  ['QQ', /\bM?QQBrowser\b/],
  ['UC Browser', /\bUCBrowser\b/],
  ['Firefox', /\b(?:Firefox|FxiOS)\//],
  ['Chrome', /(?:Chrome|Chromium|CriOS)\//],
  ['Safari', /\bVersion\/.* Safari\//],
  ['curl', /^curl\//],
];

/** @type {[name: string, mark: RegExp][]} */
const SYSTEMS = [
  ['iPhone', /\biPhone\b/],
  ['iPad', /\biPad\b/],
  ['HarmonyOS', /HarmonyOS|OpenHarmony/],
  ['Android', /\bAndroid\b/],
  ['Windows', /\bWindows\b/],
  ['ChromeOS', /\bCrOS\b/],
  ['macOS', /\bMacintosh\b/],
  ['Linux', /\bLinux\b/],
];

const firstOf = (names, userAgent) => names.find(([, mark]) => mark.test(userAgent))?.[0];

/** "Firefox on Windows". @param {string | null} userAgent */
export function deviceName(userAgent) {
  const browser = firstOf(BROWSERS, userAgent ?? '');
  const system = firstOf(SYSTEMS, userAgent ?? '');
  return browser && system ? t('deviceOn', browser, system) : browser ?? system ?? t('unknownDevice');
}
