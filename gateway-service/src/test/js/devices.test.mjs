import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Browser } from './browser/browser.mjs';

const { app } = await new Browser().open();
const chinese = new Browser();
chinese.languages = ['zh-CN'];
const { app: other } = await chinese.open();

const GECKO = 'Gecko/20100101';
const WEBKIT = 'AppleWebKit/537.36 (KHTML, like Gecko)';
const APPLE = 'AppleWebKit/605.1.15 (KHTML, like Gecko)';
const IPHONE = 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X)';
const PIXEL = `Mozilla/5.0 (Linux; Android 10; K) ${WEBKIT}`;

for (const [userAgent, name] of [
  [`Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) ${GECKO} Firefox/140.0`, 'Firefox on Windows'],
  [`Mozilla/5.0 (X11; Linux x86_64; rv:140.0) ${GECKO} Firefox/140.0`, 'Firefox on Linux'],
  ['Mozilla/5.0 (Android 15; Mobile; rv:140.0) Gecko/140.0 Firefox/140.0', 'Firefox on Android'],
  [`${IPHONE} ${APPLE} FxiOS/140.0 Mobile/15E148 Safari/605.1.15`, 'Firefox on iPhone'],
  [`Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${WEBKIT} Chrome/138.0.0.0 Safari/537.36`, 'Chrome on Windows'],
  [`Mozilla/5.0 (X11; Linux x86_64) ${WEBKIT} HeadlessChrome/138.0.0.0 Safari/537.36`, 'Chrome on Linux'],
  [`Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) ${WEBKIT} Chrome/138.0.0.0 Safari/537.36`, 'Chrome on ChromeOS'],
  [`${PIXEL} Chrome/138.0.0.0 Mobile Safari/537.36`, 'Chrome on Android'],
  [`${IPHONE} ${APPLE} CriOS/138.0.7204.33 Mobile/15E148 Safari/604.1`, 'Chrome on iPhone'],
  [`Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${WEBKIT} Chrome/138.0.0.0 Safari/537.36 Edg/138.0.0.0`, 'Edge on Windows'],
  [`${PIXEL} Chrome/138.0.0.0 Mobile Safari/537.36 EdgA/138.0.0.0`, 'Edge on Android'],
  [`${IPHONE} ${APPLE} Version/18.0 EdgiOS/138.0.3351.65 Mobile/15E148 Safari/604.1`, 'Edge on iPhone'],
  [`Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) ${APPLE} Version/18.5 Safari/605.1.15`, 'Safari on macOS'],
  [`${IPHONE} ${APPLE} Version/18.5 Mobile/15E148 Safari/604.1`, 'Safari on iPhone'],
  [`Mozilla/5.0 (iPad; CPU OS 12_5 like Mac OS X) ${APPLE} Version/12.1 Mobile/15E148 Safari/604.1`, 'Safari on iPad'],
  [`Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${WEBKIT} Chrome/136.0.0.0 Safari/537.36 OPR/121.0.0.0`, 'Opera on Windows'],
  [`${PIXEL} SamsungBrowser/28.0 Chrome/130.0.0.0 Mobile Safari/537.36`, 'Samsung Internet on Android'],
  [`Mozilla/5.0 (Linux; Android 14; V2364A) ${WEBKIT} Version/4.0 Chrome/130.0.6723.103 Mobile Safari/537.36 MicroMessenger/8.0.60`, 'WeChat on Android'],
  [`Mozilla/5.0 (Linux; U; Android 14; zh-cn) ${WEBKIT} Version/4.0 Chrome/121.0.6167.71 MQQBrowser/18.4 Mobile Safari/537.36`, 'QQ on Android'],
  [`Mozilla/5.0 (Linux; U; Android 13; zh-CN) ${WEBKIT} Version/4.0 Chrome/123.0.6312.80 UCBrowser/17.6.0 Mobile Safari/537.36`, 'UC Browser on Android'],
  [`Mozilla/5.0 (Phone; OpenHarmony 5.0) ${WEBKIT} Chrome/114.0.0.0 Safari/537.36 ArkWeb/4.1 Mobile`, 'Chrome on HarmonyOS'],
  ['Mozilla/5.0 (X11; FreeBSD amd64; rv:140.0) Gecko/20100101 Firefox/140.0', 'Firefox'],
  [`${IPHONE} ${APPLE} Mobile/15E148`, 'iPhone'],
  ['curl/8.14.1', 'curl'],
  ['Apache-HttpClient/4.5.14 (Java/17)', 'Unknown device'],
  ['', 'Unknown device'],
  [null, 'Unknown device'],
]) {
  test(`${userAgent} is ${name}`, () => {
    assert.equal(app.devices.deviceName(userAgent), name);
  });
}

test('a device is named in the language of the page', () => {
  assert.equal(other.devices.deviceName(`Mozilla/5.0 (Windows NT 10.0) ${GECKO} Firefox/140.0`), 'Windows 上的 Firefox');
  assert.equal(other.devices.deviceName(null), '未知设备');
});
