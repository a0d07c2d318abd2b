import type { OptimizerSpec } from '@aver/optim';
import type { Recipe, RowSpec } from '../row-spec.js';
import { cnn2d } from '../table3/cnn2d.js';

const epochs = 50;

/** The CNN-2D of Table 3 at the printed number of epochs. */
export const base = row('base');

/**
 * What explains the gap between the printed setting and the printed numbers: the CNN-2D of Table 3 at 50 epochs, as it
 * is (`base`), and changed in one or two things at a time. The paper prints no such rows.
 */
export const ablations: RowSpec[] = [
  base,
  row('scaled to 0..1', scaled),
  row('learning rate 0.001', learningRate(0.001)),
  row('learning rate 0.005', learningRate(0.005)),
  row('scaled, rate 0.001', scaled, learningRate(0.001)),
  row('scaled, rate 0.005', scaled, learningRate(0.005)),
  row('gray picture', gray),
  row('gray, rate 0.001', gray, learningRate(0.001)),
  row('gray, scaled, rate 0.001', gray, scaled, learningRate(0.001)),
  row('dropout rate 0.8', mostlyDropped),
  row('no clipping', unclipped),
  row('no clipping, rate 0.005', unclipped, learningRate(0.005)),
  row('500 epochs', longer),
];

type Change = (recipe: Recipe) => Recipe;

function row(name: string, ...changes: Change[]): RowSpec {
  const apply = (recipe: Recipe) => changes.reduce((changed, change) => change(changed), short(recipe));
  return {
    row: name,
    model: 'CNN-2D',
    paper: null,
    recipes: { printed: apply(cnn2d.recipes.printed), notebook: apply(cnn2d.recipes.notebook) },
  };
}

function short(recipe: Recipe): Recipe {
  return { ...recipe, training: { ...recipe.training, epochs } };
}

/** Pixels 0..1 in place of 0..255. */
function scaled(recipe: Recipe): Recipe {
  return { ...recipe, inputScale: 1 / 255 };
}

function learningRate(rate: number): Change {
  return (recipe) => ({ ...recipe, optimizer: { ...(recipe.optimizer as OptimizerSpec), learningRate: rate } });
}

/** The plot alone, louder is brighter, in place of a window of Spek read as gray. */
function gray(recipe: Recipe): Recipe {
  return { ...recipe, input: { kind: 'picture', style: 'gray', size: 150 } };
}

/** "Dropout 0.8" read as the share that is dropped. The recipes read it as TFLearn does: the share that is kept. */
function mostlyDropped(recipe: Recipe): Recipe {
  return { ...recipe, model: { ...recipe.model, dropoutRate: 0.8 } as Recipe['model'] };
}

/** Without TFLearn's clipping of gradients at global norm 5; the printed recipe has none to begin with. */
function unclipped(recipe: Recipe): Recipe {
  const { clipNorm: _, ...optimizer } = recipe.optimizer as OptimizerSpec;
  return { ...recipe, optimizer: optimizer as OptimizerSpec };
}

/** The notebooks' number of epochs. */
function longer(recipe: Recipe): Recipe {
  return { ...recipe, training: { ...recipe.training, epochs: 500 } };
}
