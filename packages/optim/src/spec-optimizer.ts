import * as tf from '@tensorflow/tfjs-core';
import { clipByGlobalNorm } from './clip-by-global-norm.js';
import type { OptimizerSpec } from './optimizer-spec.js';
import { type UpdateRule, type UpdateStep, updateRule } from './rules/update-rule.js';
import { scheduledRate } from './scheduled-rate.js';

/** tfjs-core's own, which it does not export. */
interface NamedTensor {
  name: string;
  tensor: tf.Tensor;
}

/** What is remembered for one variable; `name` is that variable's. */
interface Memory {
  name: string;
  slots: tf.Variable[];
}

/** The tf.Optimizer of a spec: it clips, asks the spec's rule for each variable's step and keeps the slots. */
export class SpecOptimizer extends tf.Optimizer {
  /** The name under which a saved training configuration is loaded again. */
  static readonly className = 'AverOptimizer';

  private readonly spec: OptimizerSpec;
  private readonly rule: UpdateRule;
  private readonly memories = new Map<string, Memory>();
  /** Slots given to setWeights, waiting in their order for the variables that they belong to. */
  private restored: Memory[] = [];

  constructor(spec: OptimizerSpec) {
    super();
    this.spec = structuredClone(spec);
    this.rule = updateRule(this.spec);
  }

  /** @throws RangeError when a gradient belongs to no variable, or restored slots do not fit the variables. */
  override applyGradients(variableGradients: tf.NamedTensorMap | NamedTensor[]): void {
    const given = Array.isArray(variableGradients)
      ? variableGradients
      : Object.entries(variableGradients).map(([name, tensor]) => ({ name, tensor }));
    // tfjs passes null for a variable that the loss does not depend on.
    const present = given.filter(({ tensor }) => tensor != null);
    const variables = present.map(({ name }) => registeredVariable(name));
    const count = this.iterations + 1;
    const step = { count, learningRate: scheduledRate(this.spec, count) };
    tf.tidy(() => {
      let gradients = present.map(({ tensor }) => tensor);
      this.decay(variables, step);
      if (this.applyAtOnce(variables, gradients, step)) return;
      if (this.spec.clipNorm !== undefined) gradients = clipByGlobalNorm(gradients, this.spec.clipNorm);
      for (const [i, variable] of variables.entries()) {
        const { slots } = this.memoryOf(variable);
        // One scope per variable, so that at most one variable's intermediate results exist at a time.
        tf.tidy(() => {
          const [weights, ...remembered] = this.rule.update(variable, gradients[i], slots, step);
          // `assign` takes the new tensor's memory over and frees the old one at once.
          for (const [k, slot] of slots.entries()) slot.assign(remembered[k]);
          variable.assign(weights);
        });
      }
    });
    this.incrementIterations();
  }

  /** Before clipping and update, on what has more than one axis: the rest are biases and normalisations. */
  private decay(variables: tf.Variable[], { learningRate }: UpdateStep): void {
    const { weightDecay } = this.spec;
    if (weightDecay === undefined) return;
    for (const variable of variables) {
      if (variable.rank > 1) variable.assign(tf.mul(variable, 1 - learningRate * weightDecay));
    }
  }

  /** Takes the step by one kernel over all variables, where the backend has it; false where it has none. */
  private applyAtOnce(variables: tf.Variable[], gradients: tf.Tensor[], step: UpdateStep): boolean {
    const { kernelName, attrs } = this.rule.fused(step);
    if (variables.length === 0 || !tf.getKernel(kernelName, tf.getBackend())) return false;
    const slots = variables.map((variable) => this.memoryOf(variable).slots);
    const all = [variables, ...this.rule.slots.map((_, k) => slots.map((own) => own[k]))];
    const [weights, ...remembered] = all;
    const inputs = [...weights, ...gradients, ...remembered.flat()];
    const results: tf.Tensor[] = tf.engine().runKernel(kernelName, Object.fromEntries(inputs.entries()), {
      ...attrs,
      ...(this.spec.clipNorm !== undefined && { clipNorm: this.spec.clipNorm }),
      variables: variables.length,
    });
    for (const [i, variable] of all.flat().entries()) variable.assign(results[i]);
    return true;
  }

  /** The step count, then each slot of each variable; all first slots before all second ones, as tfjs has it. */
  override async getWeights(): Promise<NamedTensor[]> {
    const memories = [...this.memories.values(), ...this.restored];
    const slots = this.rule.slots.flatMap((slot, k) =>
      memories.map(({ name, slots }) => ({ name: `${name}/${slot.name}`, tensor: slots[k] as tf.Tensor })),
    );
    return [await this.saveIterations(), ...slots];
  }

  /**
   * Takes back what getWeights gave. The variables may have other names by now: the first one to be updated gets the
   * first slots, and so on.
   *
   * @throws RangeError when the number of tensors fits no number of variables.
   */
  override async setWeights(weightValues: NamedTensor[]): Promise<void> {
    const perVariable = this.rule.slots.length;
    const count = perVariable === 0 ? 0 : (weightValues.length - 1) / perVariable;
    if (!(Number.isInteger(count) && count >= 0) || (perVariable === 0 && weightValues.length !== 1)) {
      throw new RangeError(
        `setWeights: weightValues must be a step count and ${perVariable} tensors per variable; ` +
          `received ${weightValues.length} tensors`,
      );
    }
    const slots = await this.extractIterations(weightValues);
    this.disposeSlots();
    this.restored = Array.from({ length: count }, (_, i) => ({
      name: slots[i].name.slice(0, slots[i].name.lastIndexOf('/')),
      slots: this.rule.slots.map((_, k) => tf.variable(slots[k * count + i].tensor, false)),
    }));
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { ...this.spec };
  }

  static override fromConfig<T extends tf.serialization.Serializable>(
    type: tf.serialization.SerializableConstructor<T>,
    config: tf.serialization.ConfigDict,
  ): T {
    // tfjs-layers adds an entry of its own to every configuration that it loads.
    const { customObjects: _, ...spec } = config;
    return new type(spec);
  }

  override dispose(): void {
    this.disposeSlots();
  }

  private memoryOf({ name, shape }: tf.Variable): Memory {
    const known = this.memories.get(name);
    if (known) return known;
    const memory = this.restored.shift() ?? {
      name,
      slots: this.rule.slots.map(({ start }) => tf.variable(tf.fill(shape, start), false)),
    };
    const misfit = memory.slots.find((slot) => !tf.util.arraysEqual(slot.shape, shape));
    if (misfit) {
      tf.dispose(memory.slots);
      throw new RangeError(
        `applyGradients: restored slots of ${name} must have shape [${shape}]; received [${misfit.shape}]`,
      );
    }
    memory.name = name;
    this.memories.set(name, memory);
    return memory;
  }

  private disposeSlots(): void {
    for (const { slots } of [...this.memories.values(), ...this.restored]) tf.dispose(slots);
    this.memories.clear();
    this.restored = [];
  }
}
tf.serialization.registerClass(SpecOptimizer);

function registeredVariable(name: string): tf.Variable {
  const variable = tf.engine().registeredVariables[name];
  if (!variable) throw new RangeError(`applyGradients: name must be a variable's; received ${JSON.stringify(name)}`);
  return variable;
}
