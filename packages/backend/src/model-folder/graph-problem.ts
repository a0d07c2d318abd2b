/** A layer as model.json describes it; keys as Keras writes them, or as TensorFlow.js does. */
interface LayerJson {
  name?: unknown;
  class_name?: unknown;
  className?: unknown;
  config?: { name?: unknown; layers?: unknown } | null;
  inbound_nodes?: unknown;
  inboundNodes?: unknown;
}

/**
 * What keeps the layers of a model from being put together, in one sentence; undefined where nothing does.
 *
 * TensorFlow.js tries again and again to call each layer on what it follows, until all are called: where a layer follows one
 * that is not there, or itself, it would do so for ever.
 *
 * @param topology `modelTopology` of a model.json; whatever else is wrong with it, TensorFlow.js tells.
 */
export function graphProblem(topology: unknown): string | undefined {
  const rest = [topology];
  while (rest.length > 0) {
    const value = rest.pop();
    if (typeof value !== 'object' || value === null) continue;
    for (const inner of Object.values(value)) rest.push(inner);
    const { layers } = value as { layers?: unknown };
    const problem = Array.isArray(layers) && problemOf(layers.filter(isLayer));
    if (problem) return problem;
  }
  return undefined;
}

function isLayer(value: unknown): value is LayerJson {
  return typeof value === 'object' && value !== null;
}

function problemOf(layers: LayerJson[]): string | undefined {
  // Those of a sequential model follow one another, and say nothing of it.
  if (!layers.some(({ inbound_nodes: nodes, inboundNodes = nodes }) => inboundNodes !== undefined)) return undefined;
  /** How often each layer has been called. */
  const calls = new Map<unknown, number>();
  for (const { name, config, ...layer } of layers) {
    if (calls.has(name)) return `layer ${quoted(name)} must be there once; received it twice`;
    if (config?.name !== undefined && config.name !== name) {
      return `layer ${quoted(name)} must have its name in config; received ${quoted(config.name)}`;
    }
    // An input is called as soon as it is there, and so is a model within a model.
    const isCalled = [layer.class_name, layer.className].includes('InputLayer') || Array.isArray(config?.layers);
    calls.set(name, isCalled ? 1 : 0);
  }
  let waiting = layers.flatMap(({ name, inbound_nodes: nodes, inboundNodes = nodes }) =>
    (Array.isArray(inboundNodes) ? inboundNodes : [])
      .filter((node) => Array.isArray(node))
      .map((node) => ({ name, follows: (node as unknown[]).filter((one) => Array.isArray(one)) as unknown[][] })),
  );
  const isThere = ([name, call]: unknown[]) => !((calls.get(name) ?? 0) <= Number(call));
  while (waiting.length > 0) {
    const still = waiting.filter(({ name, follows }) => {
      if (!follows.every(isThere)) return true;
      if (follows.length > 0) calls.set(name, (calls.get(name) ?? 0) + 1);
      return false;
    });
    if (still.length === waiting.length) {
      const [{ name, follows }] = still;
      const missing = follows.find((one) => !isThere(one)) as unknown[];
      const received = calls.has(missing[0])
        ? `${quoted(missing[0])}, which does not come to be before it`
        : `${quoted(missing[0])}, which is not there`;
      return `layer ${quoted(name)} must follow layers of the model; received ${received}`;
    }
    waiting = still;
  }
  return undefined;
}

function quoted(value: unknown): string {
  return (JSON.stringify(value) ?? 'nothing').slice(0, 100);
}
