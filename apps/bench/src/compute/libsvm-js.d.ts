/** As much as is used of it; it brings no types. */
declare module 'libsvm-js/asm.js' {
  export default class SVM {
    static SVM_TYPES: { C_SVC: string };
    static KERNEL_TYPES: { RBF: string; LINEAR: string };
    constructor(options: {
      type: string;
      kernel: string;
      cost: number;
      gamma: number;
      weight?: Record<number, number>;
      quiet: boolean;
    });
    train(samples: number[][], labels: number[]): void;
    predict(samples: number[][]): number[];
    free(): void;
  }
}
