type Config = Readonly<Record<string, unknown>>;

/**
 * A layer's config without what plain tfjs-layers 4.22 stumbles over and predictions do not need. It would apply a
 * constraint to the very weights that it loads, throw where a layer has an activity regulariser, and does not know an
 * untruncated distribution or an identity that is not square; tfjs-layers without the rest of tfjs cannot draw an orthogonal
 * matrix. The layer inside another is treated alike.
 */
export const plainConfig = (config: Config): Config =>
  Object.fromEntries(Object.entries(config).map(([key, value]) => [key, plainEntry(key, value)]));

function plainEntry(key: string, value: unknown): unknown {
  if (key === 'layer' && isObject(value) && isObject(value.config))
    return { ...value, config: plainConfig(value.config) };
  if (key.endsWith('_constraint') || key === 'activity_regularizer') return null;
  return key.endsWith('_initializer') && isObject(value) ? plainInitializer(value) : value;
}

function plainInitializer(initializer: Config): Config {
  const { class_name: className, config } = initializer;
  if (className === 'Identity' || className === 'Orthogonal') return { class_name: 'Zeros', config: {} };
  if (className !== 'VarianceScaling' || !isObject(config) || config.distribution !== 'untruncated_normal') {
    return initializer;
  }
  return { ...initializer, config: { ...config, distribution: 'truncated_normal' } };
}

const isObject = (value: unknown): value is Config =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
