/**
 * QR codes (ISO/IEC 18004) of up to 858 bytes, as our page needs them: bytes, with error correction of level L, which is enough on a
 * screen. Of the eight masks always the first: every reader takes any, and an address with random letters makes no pattern of its own.
 */

/** For versions 1 to 20 at level L: bytes of error correction in each block, and the number of blocks. */
const CORRECTION = [7, 10, 15, 20, 26, 18, 20, 24, 30, 18, 20, 24, 26, 30, 22, 24, 28, 30, 28, 28];
const BLOCKS = [1, 1, 1, 1, 1, 2, 2, 2, 2, 4, 4, 4, 4, 4, 6, 6, 6, 6, 7, 8];

/** Bytes that the drawing of a version has room for, beside its fixed patterns. @param {number} version */
function room(version) {
  const aligned = version > 1 ? Math.floor(version / 7) + 2 : 0;
  const patterns = aligned ? (25 * aligned - 10) * aligned - 55 + (version > 6 ? 36 : 0) : 0;
  return Math.floor(((16 * version + 128) * version + 64 - patterns) / 8);
}

/** In GF(2⁸) modulo x⁸+x⁴+x³+x²+1. */
function product(a, b) {
  let result = 0;
  for (let bit = 7; bit >= 0; bit -= 1) result = (result << 1) ^ ((result >>> 7) * 0x11d) ^ (((b >>> bit) & 1) * a);
  return result;
}

/** Reed-Solomon. @param {number[]} data  @param {number} length of the correction */
function correction(data, length) {
  let divisor = [...Array(length - 1).fill(0), 1];
  for (let index = 0, root = 1; index < length; index += 1, root = product(root, 2)) {
    divisor = divisor.map((each, place) => product(each, root) ^ (divisor[place + 1] ?? 0));
  }
  return data.reduce((rest, each) => {
    const factor = each ^ rest[0];
    return [...rest.slice(1), 0].map((part, place) => part ^ product(divisor[place], factor));
  }, Array(length).fill(0));
}

/** The bytes as they are drawn: header, text and padding, cut into blocks that are corrected each, and taken in turns. */
function codewords(text, version) {
  const [length, count] = [CORRECTION[version - 1], BLOCKS[version - 1]];
  const size = room(version) - length * count;
  const header = version < 10 ? [4, text.length >> 4, text.length & 15] : [4, text.length >> 12, (text.length >> 8) & 15, (text.length >> 4) & 15, text.length & 15];
  // In half bytes, because the header begins with one.
  const halves = [...header, ...text.flatMap((each) => [each >> 4, each & 15]), 0];
  const data = Array.from({ length: halves.length / 2 }, (_, index) => (halves[2 * index] << 4) | halves[2 * index + 1]);
  while (data.length < size) data.push((data.length - halves.length / 2) % 2 ? 0x11 : 0xec);
  const short = Math.floor(size / count);
  const longer = size % count;
  const blocks = Array.from({ length: count }, (_, index) => {
    const begin = index * short + Math.max(0, index - (count - longer));
    return data.slice(begin, begin + short + (index < count - longer ? 0 : 1));
  });
  const corrections = blocks.map((block) => correction(block, length));
  const inTurns = (parts) => Array.from({ length: parts.at(-1).length }, (_, place) => parts.map((part) => part[place])).flat().filter((each) => each !== undefined);
  return [...inTurns(blocks), ...inTurns(corrections)];
}

/** @param {string} text  @returns {boolean[][]} rows of what is dark; a margin of four is the reader's part */
export function qrCode(text) {
  const bytes = [...new TextEncoder().encode(text)];
  const version = CORRECTION.findIndex((length, index) => room(index + 1) - length * BLOCKS[index] >= bytes.length + (index < 9 ? 2 : 3)) + 1;
  if (!version) throw new RangeError(`${bytes.length} bytes are too many`);
  const size = 17 + 4 * version;
  const dark = Array.from({ length: size }, () => Array(size).fill(false));
  const fixed = dark.map((row) => [...row]);
  const set = (x, y, on) => {
    if (dark[y]?.[x] === undefined) return;
    dark[y][x] = Boolean(on);
    fixed[y][x] = true;
  };
  const square = (x, y, radius, isDark) => {
    for (let dy = -radius; dy <= radius; dy += 1) for (let dx = -radius; dx <= radius; dx += 1) set(x + dx, y + dy, isDark(Math.max(Math.abs(dx), Math.abs(dy))));
  };

  for (let at = 0; at < size; at += 1) { set(6, at, at % 2 === 0); set(at, 6, at % 2 === 0); }
  for (const [x, y] of [[3, 3], [size - 4, 3], [3, size - 4]]) square(x, y, 4, (distance) => distance !== 2 && distance !== 4);
  const aligned = version > 1 ? Math.floor(version / 7) + 2 : 0;
  const step = Math.ceil((version * 4 + 4) / (aligned * 2 - 2)) * 2;
  const places = Array.from({ length: aligned }, (_, index) => (index ? size - 7 - (aligned - 1 - index) * step : 6));
  const last = aligned - 1;
  places.forEach((x, i) => places.forEach((y, j) => {
    if (!(i === 0 && j === 0) && !(i === 0 && j === last) && !(i === last && j === 0)) square(x, y, 2, (distance) => distance !== 1);
  }));

  // Level L and mask 0 with their own correction (BCH); then the version with its.
  const format = (bit) => (0x77c4 >>> bit) & 1;
  for (let bit = 0; bit < 15; bit += 1) {
    set(bit < 8 ? size - 1 - bit : bit < 9 ? 7 : 14 - bit, 8, format(bit));
    set(8, bit < 6 ? bit : bit < 8 ? bit + 1 : size - 15 + bit, format(bit));
  }
  set(8, size - 8, true);
  if (version > 6) {
    let rest = version;
    for (let turn = 0; turn < 12; turn += 1) rest = (rest << 1) ^ ((rest >>> 11) * 0x1f25);
    const bits = (version << 12) | rest;
    for (let bit = 0; bit < 18; bit += 1) {
      const [near, far] = [Math.floor(bit / 3), size - 11 + (bit % 3)];
      set(near, far, (bits >>> bit) & 1);
      set(far, near, (bits >>> bit) & 1);
    }
  }

  // In pairs of columns from the right, up and down in turns.
  const words = codewords(bytes, version);
  let bit = 0;
  for (let right = size - 1; right > 0; right -= right === 8 ? 3 : 2) {
    for (let turn = 0; turn < size; turn += 1) {
      for (const x of [right, right - 1]) {
        const y = ((right + 1) & 2) === 0 ? size - 1 - turn : turn;
        if (!fixed[y][x]) {
          dark[y][x] = Boolean((words[bit >> 3] >>> (7 - (bit & 7))) & 1) !== ((x + y) % 2 === 0);
          bit += 1;
        }
      }
    }
  }
  return dark;
}
