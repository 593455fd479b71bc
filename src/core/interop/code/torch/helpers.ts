interface HelperSource {
  readonly source: string;
  readonly needs?: readonly string[];
}

const recurrence: HelperSource = {
  source: `class Recurrence(nn.Module):
    """Reads (batch, steps, features) step by step, with activations of one's own."""

    gates = 1

    def __init__(
        self,
        input_size,
        hidden_size,
        activation,
        recurrent_activation=torch.sigmoid,
        bias=True,
        state_bias=False,
    ):
        super().__init__()
        self.hidden_size = hidden_size
        self.activation = activation
        self.recurrent_activation = recurrent_activation
        self.input = nn.Linear(input_size, self.gates * hidden_size, bias=bias)
        self.state = nn.Linear(hidden_size, self.gates * hidden_size, bias=state_bias)

    def forward(self, x):
        hidden = memory = x.new_zeros(x.shape[0], self.hidden_size)
        steps = []
        for step in self.input(x).unbind(1):
            hidden, memory = self.step(step, hidden, memory)
            steps.append(hidden)
        return torch.stack(steps, dim=1)
`,
};

/** Python that stands before the module where the module reads it, in this order; black has nothing to change in it. */
export const helpers = {
  bent_relu: {
    source: `def bent_relu(x, max_value=float("inf"), negative_slope=0.0, threshold=0.0):
    """x from the threshold to the largest value, a slope below it."""
    kept = torch.where(x >= threshold, x.clamp(max=max_value), 0.0)
    return kept + negative_slope * (x - threshold).clamp(max=0.0)
`,
  },
  mean_inside: {
    source: `def mean_inside(pool, x, padding):
    """Average pooling of what lies inside the border, which differs before and after."""
    inside = F.pad(torch.ones_like(x), padding)
    return pool(F.pad(x, padding)) / pool(inside)
`,
  },
  sine_positions: {
    source: `def sine_positions(steps, width, max_wavelength):
    """Sines in the even places of a position's vector, cosines in the odd ones."""
    place = torch.arange(width, dtype=torch.float64)
    even = place - place % 2
    angle = torch.arange(steps)[:, None] / max_wavelength ** (even / width)
    return torch.where(place % 2 == 0, angle.sin(), angle.cos()).float()
`,
  },
  GaussianNoise: {
    source: `class GaussianNoise(nn.Module):
    """Adds noise of this standard deviation in training."""

    def __init__(self, std):
        super().__init__()
        self.std = std

    def forward(self, x):
        return x + self.std * torch.randn_like(x) if self.training else x
`,
  },
  GaussianDropout: {
    source: `class GaussianDropout(nn.Module):
    """Multiplies by noise around 1 in training, as strong as dropout of this rate."""

    def __init__(self, rate):
        super().__init__()
        self.std = (rate / (1 - rate)) ** 0.5

    def forward(self, x):
        return x * (1 + self.std * torch.randn_like(x)) if self.training else x
`,
  },
  MultiHeadAttention: {
    source: `class MultiHeadAttention(nn.Module):
    """Attention whose heads need not divide the width of what it reads."""

    def __init__(
        self,
        query_size,
        value_size,
        key_size,
        output_size,
        heads,
        key_dim,
        value_dim,
        bias=True,
        dropout=0.0,
        is_causal=False,
    ):
        super().__init__()
        self.heads = heads
        self.dropout = dropout
        self.is_causal = is_causal
        self.query = nn.Linear(query_size, heads * key_dim, bias=bias)
        self.key = nn.Linear(key_size, heads * key_dim, bias=bias)
        self.value = nn.Linear(value_size, heads * value_dim, bias=bias)
        self.output = nn.Linear(heads * value_dim, output_size, bias=bias)

    def forward(self, query, value, key):
        split = [
            projected.unflatten(-1, (self.heads, -1)).transpose(1, 2)
            for projected in (self.query(query), self.key(key), self.value(value))
        ]
        mixed = F.scaled_dot_product_attention(
            *split,
            dropout_p=self.dropout if self.training else 0.0,
            is_causal=self.is_causal,
        )
        return self.output(mixed.transpose(1, 2).flatten(2))
`,
  },
  Recurrence: recurrence,
  StepwiseRNN: {
    needs: ['Recurrence'],
    source: `class StepwiseRNN(Recurrence):
    def step(self, x, hidden, memory):
        return self.activation(x + self.state(hidden)), memory
`,
  },
  StepwiseLSTM: {
    needs: ['Recurrence'],
    source: `class StepwiseLSTM(Recurrence):
    gates = 4

    def step(self, x, hidden, memory):
        i, f, g, o = (x + self.state(hidden)).chunk(4, dim=-1)
        kept = self.recurrent_activation(f) * memory
        memory = kept + self.recurrent_activation(i) * self.activation(g)
        return self.recurrent_activation(o) * self.activation(memory), memory
`,
  },
  StepwiseGRU: {
    needs: ['Recurrence'],
    source: `class StepwiseGRU(Recurrence):
    gates = 3

    def step(self, x, hidden, memory):
        xz, xr, xh = x.chunk(3, dim=-1)
        hz, hr, hh = self.state(hidden).chunk(3, dim=-1)
        z = self.recurrent_activation(xz + hz)
        r = self.recurrent_activation(xr + hr)
        return z * hidden + (1 - z) * self.activation(xh + r * hh), memory
`,
  },
  StepwiseGRUResetBefore: {
    needs: ['Recurrence'],
    source: `class StepwiseGRUResetBefore(Recurrence):
    """Resets the state before its product with the weights."""

    gates = 3

    def step(self, x, hidden, memory):
        xz, xr, xh = x.chunk(3, dim=-1)
        wz, wr, wh = self.state.weight.chunk(3)
        z = self.recurrent_activation(xz + F.linear(hidden, wz))
        r = self.recurrent_activation(xr + F.linear(hidden, wr))
        g = self.activation(xh + F.linear(r * hidden, wh))
        return z * hidden + (1 - z) * g, memory
`,
  },
} as const satisfies Readonly<Record<string, HelperSource>>;

export type Helper = keyof typeof helpers;

/** Those that are read, and those that they read, in the order in which they can be defined. */
export function helpersFor(used: ReadonlySet<Helper>): readonly string[] {
  const table: Readonly<Record<string, HelperSource>> = helpers;
  const wanted = new Set<string>([...used].flatMap((name) => [name, ...(table[name]?.needs ?? [])]));
  return Object.entries(table).flatMap(([name, { source }]) => (wanted.has(name) ? [source] : []));
}
