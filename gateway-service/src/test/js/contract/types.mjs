/**
 * The types that api.js says in JSDoc.
 *
 * @typedef {{ kind: 'object', fields: Record<string, { type: Type, optional: boolean }> }
 *   | { kind: 'array', of: Type } | { kind: 'record', keys: Type, of: Type } | { kind: 'union', of: Type[] } | { kind: 'both', of: Type[] }
 *   | { kind: 'literal', value: string } | { kind: 'name', name: string }} Type
 */

/** @param {string} source of a file  @returns {Record<string, Type>} by name */
export function typedefs(source) {
  const types = {};
  for (const { index } of source.matchAll(/@typedef \{/g)) {
    const { type, rest } = braced(source.slice(index + '@typedef '.length));
    types[/^\s+(\w+)/.exec(rest)[1]] = type;
  }
  return types;
}

/** What the functions of an object literal return, as far as they say so. @param {string} source  @returns {Record<string, Type>} by the function's name */
export function returned(source) {
  const types = {};
  for (const { index } of source.matchAll(/@returns \{Promise</g)) {
    const { type, rest } = braced(source.slice(index + '@returns '.length));
    types[/\*\/\s*(\w+):/.exec(rest)[1]] = type.of;
  }
  return types;
}

/** Of a text that begins with a type in braces: the type and what follows. */
function braced(text) {
  let depth = 0;
  const end = [...text].findIndex((each) => {
    if (each === '{') depth += 1;
    if (each === '}') depth -= 1;
    return depth === 0;
  });
  return { type: parse(text.slice(1, end)), rest: text.slice(end + 1) };
}

/** @param {string} text  @returns {Type} */
export function parse(text) {
  const words = text.replaceAll(/\n\s*\*/g, ' ').match(/'[^']*'|\w+|\[\]|[{}<>|&:;,?]/g);
  let at = 0;
  const next = () => words[at++];
  const take = (word) => words[at] === word && Boolean(next());
  const several = (kind, sign, one) => {
    const of = [one()];
    while (take(sign)) of.push(one());
    return of.length > 1 ? { kind, of } : of[0];
  };
  const union = () => several('union', '|', () => several('both', '&', list));
  function list() {
    let type = single();
    while (take('[]')) type = { kind: 'array', of: type };
    return type;
  }
  function single() {
    const word = next();
    if (word === '{') return object();
    if (word.startsWith("'")) return { kind: 'literal', value: word.slice(1, -1) };
    if (!take('<')) return { kind: 'name', name: word };
    const given = [union()];
    while (take(',')) given.push(union());
    next();
    return word === 'Record' ? { kind: 'record', keys: given[0], of: given[1] } : { kind: word.toLowerCase(), of: given[0] };
  }
  function object() {
    const fields = {};
    while (!take('}')) {
      const name = next();
      const optional = take('?');
      next();
      fields[name] = { type: union(), optional };
      take(',');
    }
    return { kind: 'object', fields };
  }
  return union();
}
