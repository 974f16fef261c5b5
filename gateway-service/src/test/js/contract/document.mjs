/**
 * An OpenAPI document, and whether the page's client of the API keeps to it.
 *
 * @typedef {import('./types.mjs').Type} Type
 * @typedef {{ what: string, gap: boolean }} Finding gap: the document says nothing of it; else it says something else
 */

/** Of every request, and so of no operation: what is negotiated, and what OpenAPI has another place for. */
const EVERYWHERE = ['accept-language', 'content-type'];
const NULL = { kind: 'name', name: 'null' };

const wrong = (what) => [{ what, gap: false }];
const gap = (what) => [{ what, gap: true }];

export class Document {
  #document;
  #types;

  /** @param {any} document  @param {Record<string, Type>} types by name */
  constructor(document, types) {
    this.#document = document;
    this.#types = types;
  }

  /**
   * @param {{ method: string, path: string, query: object, headers: Record<string, string>, body?: any }} request
   * @param {Type} [answer] what the page reads of it  @returns {Finding[]}
   */
  findings({ method, path, query, headers, body }, answer) {
    const name = `${method} ${path}`;
    const found = this.#operation(method, path);
    if (!found) return wrong(`${name} is no operation`);
    const { operation, shared } = found;
    return [
      ...this.#parameters(name, [...shared, ...operation.parameters ?? []].map((each) => this.#resolved(each)), query, headers),
      ...(body ? this.#sent(name, operation, headers['Content-Type'], body) : []),
      ...(answer ? this.#read(`${name}: answer`, this.#success(operation), answer) : []),
      ...this.#problems(name, operation),
    ];
  }

  /** The most literal of the paths that fit. */
  #operation(method, path) {
    const segments = path.split('/');
    const isVariable = (each) => /^\{.+\}$/.test(each);
    const fits = (template) => template.length === segments.length && template.every((each, index) => isVariable(each) || each === segments[index]);
    const [best] = Object.keys(this.#document.paths).map((each) => each.split('/')).filter(fits)
      .sort((a, b) => a.filter(isVariable).length - b.filter(isVariable).length);
    const item = best && this.#document.paths[best.join('/')];
    const operation = item?.[method.toLowerCase()];
    return operation && { operation, shared: item.parameters ?? [] };
  }

  #parameters(name, declared, query, headers) {
    const names = (where) => declared.filter((each) => each.in === where).map((each) => each.name);
    const known = names('header').map((each) => each.toLowerCase());
    return [
      ...Object.keys(query).filter((each) => !names('query').includes(each)),
      ...Object.keys(headers).filter((each) => ![...EVERYWHERE, ...known].includes(each.toLowerCase())),
    ].flatMap((each) => gap(`${name}: ${each} is not declared`));
  }

  #sent(name, { requestBody }, type, body) {
    const content = this.#resolved(requestBody)?.content;
    if (!content) return gap(`${name}: a body is not declared`);
    return content[type] ? this.#fits(`${name}: body`, content[type].schema, body) : wrong(`${name}: a body of ${type} is not declared`);
  }

  /** Whether a value is one of the schema; of alternatives it has to be one. @returns {Finding[]} */
  #fits(where, given, value) {
    const schemas = this.#alternatives(given);
    if (!schemas.length) return gap(`${where} has no schema`);
    const ways = schemas.map((schema) => this.#fitsOne(where, schema, value));
    return ways.find((way) => !way.length) ?? ways[0];
  }

  #fitsOne(where, schema, value) {
    const type = Array.isArray(value) ? 'array' : value === null ? 'null' : typeof value;
    if (type !== schema.type) return wrong(`${where} is a ${type}, not a ${schema.type}`);
    if (schema.enum && !schema.enum.includes(value)) return wrong(`${where} is ${value}, not one of ${schema.enum}`);
    if (type === 'array') return value.flatMap((each) => this.#fits(`${where}[]`, schema.items, each));
    if (type !== 'object') return [];
    return [
      ...Object.entries(value).flatMap(([field, each]) => (schema.properties?.[field] ? this.#fits(`${where}.${field}`, schema.properties[field], each) : wrong(`${where} has no field ${field}`))),
      ...(schema.required ?? []).filter((field) => !(field in value)).flatMap((field) => wrong(`${where} lacks the field ${field}`)),
    ];
  }

  #success({ responses }) {
    return this.#json(responses[Object.keys(responses).find((each) => each.startsWith('2'))]);
  }

  #json(response) {
    return Object.entries(this.#resolved(response)?.content ?? {}).find(([type]) => /json$/.test(type))?.[1].schema;
  }

  /** What the page says of a failure; with 400 come the fields that were refused, where there are any. */
  #problems(name, { requestBody, responses }) {
    return Object.entries(responses).filter(([status]) => /^[45]/.test(status)).flatMap(([status, response]) => {
      const where = `${name}: ${status}`;
      const { violations, ...fields } = this.#plain(this.#types.ProblemBody)[0].fields;
      const schemas = this.#alternatives(this.#json(response));
      if (!schemas.length) return gap(`${where} has no schema`);
      const names = (schema) => !this.#readOne(where, schema, [{ kind: 'object', fields: { violations } }]).length;
      return [
        ...schemas.flatMap((schema) => this.#readOne(where, schema, [{ kind: 'object', fields }])),
        ...(status !== '400' || !requestBody || schemas.some(names) ? [] : wrong(`${where} has no violations`)),
      ];
    });
  }

  /** Whether all that the page reads of such a type is in the schema, and nothing that it does not expect. @param {Type} type  @returns {Finding[]} */
  #read(where, given, type) {
    const types = this.#plain(type);
    const schemas = this.#alternatives(given);
    if (!schemas.length) return gap(`${where} has no schema`);
    return schemas.flatMap((schema) => {
      if (schema.type !== 'null') return this.#readOne(where, schema, types.filter(({ name }) => name !== 'null'));
      return types.some(({ name }) => name === 'null') ? [] : wrong(`${where} may be null`);
    });
  }

  #readOne(where, schema, types) {
    const [{ kind, name, of, keys, fields }] = types;
    if (name === 'object') return [];
    const expected = { number: ['number', 'integer'] }[name] ?? [{ object: 'object', record: 'object', array: 'array', literal: 'string' }[kind] ?? name];
    // JSON that is passed through as text: of that the document says nothing.
    if (schema.type === 'string' && expected[0] === 'object') return gap(`${where} is a string`);
    if (!expected.includes(schema.type)) return wrong(`${where} is a ${schema.type}, not a ${expected[0]}`);
    if (kind === 'array') return this.#read(`${where}[]`, schema.items, of);
    if (kind === 'literal') {
      const values = types.map(({ value }) => value);
      return (schema.enum ?? ['any text']).filter((each) => !values.includes(each)).flatMap((each) => wrong(`${where} may be ${each}`));
    }
    const all = kind === 'record' ? Object.fromEntries(this.#plain(keys).map(({ value }) => [value, { type: of }])) : fields ?? {};
    return Object.entries(all).flatMap(([field, { type, optional }]) => {
      const each = schema.properties?.[field] ?? schema.additionalProperties;
      return typeof each === 'object' ? this.#read(`${where}.${field}`, each, optional ? { kind: 'union', of: [type, NULL] } : type) : wrong(`${where} has no field ${field}`);
    });
  }

  /** The alternatives of a type, without names of ours. @param {Type} type  @returns {any[]} */
  #plain(type) {
    if (type.kind === 'union') return type.of.flatMap((each) => this.#plain(each));
    if (type.kind === 'both') return [{ kind: 'object', fields: Object.assign({}, ...type.of.map((each) => this.#plain(each)[0].fields)) }];
    return this.#types[type.name] ? this.#plain(this.#types[type.name]) : [type];
  }

  #resolved(part) {
    return part?.$ref ? this.#resolved(part.$ref.slice(2).split('/').reduce((each, name) => each[name], this.#document)) : part;
  }

  /** A schema as alternatives of one type each, without references; bytes say nothing. @returns {any[]} */
  #alternatives(given) {
    const schema = this.#resolved(given);
    if (!schema || schema.format === 'binary' || !Object.keys(schema).length) return [];
    const ways = schema.anyOf ?? schema.oneOf;
    if (ways) return ways.flatMap((each) => this.#alternatives(each));
    const parts = (schema.allOf ?? []).flatMap((each) => this.#alternatives(each));
    const whole = Object.assign({}, ...parts, schema, { properties: Object.assign({}, ...parts.map(({ properties }) => properties), schema.properties) });
    return [whole.type ?? 'object'].flat().map((type) => ({ ...whole, type }));
  }
}
