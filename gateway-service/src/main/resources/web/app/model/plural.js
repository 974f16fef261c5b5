/** The form of a text that fits a number; `#` in it stands for the number. @param {string} tag  @param {number} n  @param {Record<string, string>} forms */
export const amount = (tag, n, forms) => forms[new Intl.PluralRules(tag).select(n)].replace('#', new Intl.NumberFormat(tag).format(n));
