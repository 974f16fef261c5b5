import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { Browser } from './browser/browser.mjs';

const { qrCode } = (await new Browser().open()).app.qr;

const drawn = (text) => qrCode(text).map((row) => [...row].map((dark) => (dark ? '#' : '.')).join(''));

/** What another program (Python's qrcode 8, level L, mask 0) makes of the same. */
const CODE = `
#######..#.##.#######
#.....#..###..#.....#
#.###.#.##.##.#.###.#
#.###.#..#.#..#.###.#
#.###.#...#.#.#.###.#
#.....#.....#.#.....#
#######.#.#.#.#######
........##.##........
###.########.##...#..
##.###..#.#....#..###
...##.#.#.#.###..#.##
#...#..#......###..#.
#######.....#..#...##
........##.#....#...#
#######.##.#.##...###
#.....#.#######.....#
#.###.#.##.#..###....
#.###.#..#.#.####.##.
#.###.#.##..#..#.#..#
#.....#.#.######.#.#.
#######.#..#.##.#..##`.trim();

test('a short text is drawn as others draw it', () => {
  assert.equal(drawn('todo 待办').join('\n'), CODE);
});

/** At both sides of where a code grows, gets alignment patterns, its version in it, more blocks, or blocks of two lengths. */
for (const [bytes, size, hash] of [
  [17, 21, '666f1e08f4ed7096'],
  [18, 25, '3e0054727be57c8b'],
  [134, 41, 'b94a32e5648ddb04'],
  [135, 45, '88f92dee65e525f8'],
  [154, 45, 'a52c79e21cef1384'],
  [230, 53, 'b6b313fde6309b9a'],
  [231, 57, 'fa99e41030ae62ad'],
  [271, 57, 'b5ffdb68bd196815'],
  [858, 97, 'f6c1801d3c2e321f'],
]) {
  test(`${bytes} bytes are drawn as others draw them`, () => {
    const rows = drawn(`otpauth://totp/Todolist:${'%E7%8C%AB'.repeat(100)}`.slice(0, bytes));
    assert.equal(rows.length, size);
    assert.equal(createHash('sha256').update(rows.join('\n')).digest('hex').slice(0, 16), hash);
  });
}

test('the longest name has room', () => {
  assert.ok(qrCode(`otpauth://totp/Todolist:${encodeURIComponent('😀'.repeat(40))}?secret=${'A'.repeat(32)}&issuer=Todolist`).length <= 97);
});

test('a longer text is refused', () => {
  assert.throws(() => qrCode('x'.repeat(859)), { name: 'RangeError' });
});
