import type { Weight } from '../../lowering/config.ts';
import type { LoweredLayer, Refusal } from '../../lowering/layer.ts';
import { call, identifier } from '../python.ts';
import { assignment } from './assignment.ts';
import { type Helper, helpersFor } from './helpers.ts';
import type { Source } from './placement.ts';
import type { Value } from './value.ts';

/** A layer to be said in PyTorch. */
export type Layer = LoweredLayer<Value>;

export type Emitter = (code: ModuleBuilder, layer: Layer) => Value | Refusal;

export const refusedOption = (option: string, value: unknown): Refusal => ({
  code: 'export.torch.option',
  values: { option, value: String(value) },
});

/** What PyTorch's modules are called by, and what `forward` reads. */
const inModule =
  'self x torch nn F add_module apply bfloat16 buffers call_super_init children compile cpu cuda double dump_patches eval extra_repr float forward get_buffer get_extra_state get_parameter get_submodule half ipu load_state_dict modules mtia named_buffers named_children named_modules named_parameters parameters register_buffer register_module register_parameter requires_grad_ set_extra_state set_submodule share_memory state_dict to to_empty train training type xpu zero_grad'.split(
    ' ',
  );

interface Attribute {
  readonly made: string;
  readonly entries: Readonly<Record<string, Source>>;
}

/** `__init__` and `forward` of an `nn.Module`, written a line after another, and what its `state_dict` holds. */
export class ModuleBuilder {
  readonly made: string[] = [];
  readonly lines: string[] = [];
  readonly state = new Map<string, Source>();
  /** What it says of itself in the README: what a layer does otherwise in training than in Stride. */
  readonly notes = new Set<string>();
  /** Normalisations whose figures stay as they are in training too. */
  readonly frozenNorms = new Set<string>();
  /** Parameters that the network does not have: `self.lstm.bias_hh_l0`. */
  readonly fixed = new Set<string>();
  /** The layer that is being written, and the variable that it puts out. */
  layer = '';
  target = 'x';
  private readonly taken = new Set(inModule);
  private readonly attributes = new Map<string, Attribute>();
  private readonly owners = new Map<string, string>();
  private readonly used = new Set<Helper>();

  /** Names that nothing in the module has, such as a variable's. */
  name(wanted: string): string {
    return identifier(shortened(wanted), this.taken);
  }

  /** A name of a function or a class that is written before the module. */
  helper(name: Helper): string {
    this.used.add(name);
    return name;
  }

  /** What stands before the module. */
  get helpers(): readonly string[] {
    return helpersFor(this.used);
  }

  /** A line that computes `value`, which is then the variable's. */
  set(value: Value): Value {
    if (value.text === this.target) return value;
    this.lines.push(assignment(this.target, value.text, 8));
    return { ...value, text: this.target };
  }

  /**
   * A module that the layer has: `self.conv1`. One with the same weights and the same making serves both layers.
   *
   * @param entries of its `state_dict`, by their names in it.
   * @param suffix where a layer has several.
   */
  module(made: string, given: readonly string[], entries: Entries = {}, suffix = ''): string | Refusal {
    const known = present(entries);
    const line = call(`self. = ${made}`, given);
    const attribute: Attribute = { made: line, entries: known };
    const shared = this.ownerOf(known);
    if (shared !== undefined) return this.shared(shared, attribute);
    const own = this.name(suffix === '' ? this.layer : `${this.layer}_${suffix}`);
    this.keep(own, attribute);
    this.made.push(call(`self.${own} = ${made}`, given, '', 8));
    for (const [name, source] of Object.entries(known)) this.state.set(`${own}.${name}`, source);
    return `self.${own}`;
  }

  /** A tensor that the layer has by itself: `self.token`. */
  parameter(source: Source, suffix: string, isBuffer = false): string | Refusal {
    const attribute: Attribute = { made: isBuffer ? 'buffer' : 'parameter', entries: { '': source } };
    const shared = this.ownerOf(attribute.entries);
    if (shared !== undefined) return this.shared(shared, attribute);
    const own = this.name(suffix === '' ? this.layer : `${this.layer}_${suffix}`);
    this.keep(own, attribute);
    const empty = `torch.zeros(${source.shape.length === 0 ? '()' : source.shape.join(', ')})`;
    this.made.push(
      isBuffer
        ? call('self.register_buffer', [JSON.stringify(own), empty], '', 8)
        : `self.${own} = nn.Parameter(${empty})`,
    );
    this.state.set(own, source);
    return `self.${own}`;
  }

  /** Numbers that are no weights, computed by `made`. */
  constant(made: string): string {
    const own = this.name(this.layer);
    this.made.push(call('self.register_buffer', [JSON.stringify(own), made, 'persistent=False'], '', 8));
    return `self.${own}`;
  }

  /** A parameter of PyTorch's that the network lacks: it is not trained, and 0 where `isZero`. */
  fix(parameter: string, isZero = false): void {
    if (this.fixed.has(parameter)) return;
    this.fixed.add(parameter);
    this.made.push(
      isZero ? `nn.init.zeros_(${parameter}).requires_grad_(False)` : `${parameter}.requires_grad_(False)`,
    );
  }

  /** Layers of these names are not trained. */
  freeze(layers: ReadonlySet<string>): void {
    const trained = new Set(
      [...this.state].flatMap(([name, { from }]) =>
        from && layers.has(from.weight.key.split('/')[0] ?? '') ? [name.split('.')[0] ?? ''] : [],
      ),
    );
    for (const own of trained) this.made.push(`self.${own}.requires_grad_(False)`);
  }

  /** A tensor that another layer's module has, by its weight: `self.embedding.weight`. */
  tensorOf({ key }: Weight): string | undefined {
    for (const [name, { from }] of this.state) if (from?.weight.key === key) return `self.${name}`;
    return undefined;
  }

  private keep(own: string, attribute: Attribute): void {
    this.attributes.set(own, attribute);
    for (const { from } of Object.values(attribute.entries)) if (from) this.owners.set(from.weight.key, own);
  }

  private ownerOf(entries: Readonly<Record<string, Source>>): string | undefined {
    for (const { from } of Object.values(entries)) {
      const owner = from && this.owners.get(from.weight.key);
      if (owner) return owner;
    }
    return undefined;
  }

  private shared(owner: string, { made, entries }: Attribute): string | Refusal {
    const known = this.attributes.get(owner);
    return known && known.made === made && likened(known.entries) === likened(entries)
      ? `self.${owner}`
      : { code: 'export.torch.shared', values: { other: owner } };
  }
}

type Entries = Readonly<Record<string, Source | undefined>>;

const present = (entries: Entries): Readonly<Record<string, Source>> =>
  Object.fromEntries(Object.entries(entries).flatMap(([name, source]) => (source ? [[name, source] as const] : [])));

const likened = (entries: Readonly<Record<string, Source>>): string =>
  JSON.stringify(
    Object.entries(entries).map(([name, { shape, from }]) => [name, shape, from?.weight.key, from?.placement]),
  );

/** Names are cut so that a line has room for what it says. */
const shortened = (name: string): string => name.slice(0, 36);
