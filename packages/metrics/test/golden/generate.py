"""Golden values for @aver/metrics, made by scikit-learn, scipy and mpmath (the versions are written into the files).

    python generate.py reports OUT.json         random label pairs through scikit-learn: subsets, zero division, names
    python generate.py distributions OUT.json   special functions to 17 digits, from mpmath at 60 digits
    python generate.py statistics OUT.json      intervals and tests through scipy
    python generate.py probabilities OUT.json   ROC, log loss, top-k and folds of groups through scikit-learn

metrics.json beside this script is older: it was made by scikit-learn 1.2.1 with the call that each entry names.
"""
import json
import math
import random
import sys


def write(path, made_by, **parts):
    with open(path, "w", encoding="utf-8") as file:
        json.dump({"meta": {"made_by": made_by, "script": "generate.py"}, **parts}, file, ensure_ascii=False, indent=1)
        file.write("\n")


def plain(value):
    """NaN becomes the string "NaN", numpy becomes Python."""
    if isinstance(value, dict):
        return {key: plain(part) for key, part in value.items()}
    if hasattr(value, "tolist"):
        value = value.tolist()
    if isinstance(value, (list, tuple)):
        return [plain(part) for part in value]
    return "NaN" if isinstance(value, float) and math.isnan(value) else value


def reports(path):
    import warnings

    import numpy
    import sklearn
    from sklearn import metrics

    warnings.simplefilter("ignore")
    rng = random.Random(20)
    emotions = ["angry", "calm", "disgust", "fearful", "happy", "neutral", "sad", "surprised"]
    alphabets = [emotions, [-3, -1, 0, 2, 5, 10], ["10", "9", "2", "1"], ["b", "B", "a", "é", "\ufffd", "\U0001f600"], list(range(30))]
    cases = []
    for number in range(40):
        alphabet = alphabets[number % len(alphabets)]
        used = rng.sample(alphabet, rng.randint(1, len(alphabet)))
        n = rng.choice([1, 2, 5, 20, 100])
        y_true = [rng.choice(used) for _ in range(n)]
        y_pred = [label if rng.random() < 0.6 else rng.choice(used) for label in y_true]
        labels = None
        if number % 3 == 1:
            # Any selection in any order, as long as it holds something that occurs.
            labels = rng.sample(alphabet, rng.randint(1, len(alphabet)))
            if not set(labels) & set(y_true):
                labels.append(y_true[0])
        classes = labels if labels is not None else sorted(set(y_true) | set(y_pred))
        names = [f"class {'x' * rng.randint(0, 12)} {label}" for label in classes] if number % 4 == 3 else None
        zero_division = [0, 1, float("nan")][number % 7 % 3]
        options = dict(labels=labels, zero_division=zero_division)
        case = dict(y_true=y_true, y_pred=y_pred, labels=labels, zero_division=plain(float(zero_division)), target_names=names)
        case["text"] = {
            str(digits): metrics.classification_report(y_true, y_pred, digits=digits, target_names=names, **options)
            for digits in (0, 2, 5)
        }
        for average in (None, "micro", "macro", "weighted"):
            p, r, f, s = metrics.precision_recall_fscore_support(y_true, y_pred, average=average, **options)
            case[average or "classes"] = plain({"precision": p, "recall": r, "f1": f, "support": s})
        for normalize in (None, "true", "pred", "all"):
            case[f"confusion_{normalize}"] = plain(metrics.confusion_matrix(y_true, y_pred, labels=labels, normalize=normalize))
        case["accuracy"] = plain(metrics.accuracy_score(y_true, y_pred))
        case["balanced_accuracy"] = plain(metrics.balanced_accuracy_score(y_true, y_pred))
        case["cohen_kappa"] = plain(float(metrics.cohen_kappa_score(y_true, y_pred)))
        case["matthews_corrcoef"] = plain(float(metrics.matthews_corrcoef(y_true, y_pred)))
        cases.append(case)
    write(path, {"scikit-learn": sklearn.__version__, "numpy": numpy.__version__}, cases=cases)


def distributions(path):
    import mpmath
    from mpmath import mp, mpf

    mp.dps = 60
    number = lambda value: float(mpmath.nstr(value, 25))
    phi = lambda z: mpmath.erfc(-z / mpmath.sqrt(2)) / 2
    upper_t = lambda t, v: (
        mpmath.betainc(v / 2, mpf(1) / 2, 0, v / (v + t * t), regularized=True) / 2 if t >= 0 else 1 - upper_t(-t, v)
    )

    def solve(function, low, high):
        """The argument where an increasing function crosses 0, by bisection to 40 digits."""
        for _ in range(200):
            middle = (low + high) / 2
            low, high = (middle, high) if function(middle) < 0 else (low, middle)
        return (low + high) / 2

    def t_quantile(p, v):
        t = solve(lambda t: min(p, 1 - p) - upper_t(t, mpf(v)), mpf(0), mpf(10) ** 12)
        return -t if p < 0.5 else t

    probabilities = [1e-300, 1e-20, 1e-9, 1e-4, 0.005, 0.025, 0.05, 0.0749, 0.0751, 0.1, 0.3, 0.75, 0.9, 0.975, 0.995, 0.9999]
    write(
        path,
        {"mpmath": mpmath.__version__, "digits": mp.dps},
        # Each entry: arguments as doubles, then the value.
        normal_quantile=[[p, number(solve(lambda z: phi(z) - mpf(p), mpf(-50), mpf(50)))] for p in probabilities],
        normal_cdf=[[z, number(phi(mpf(z)))] for z in (-38.0, -10.0, -5.5, -3.0, -1.0, -0.1, 0.0, 0.1, 0.6744897501960817, 1.0, 1.5, 2.5, 5.0, 9.0)],
        log_gamma=[[x, number(mpmath.loggamma(mpf(x)))] for x in (1e-10, 0.1, 0.5, 1.0, 1.5, 2.0, 3.7, 10.0, 14.9, 15.1, 100.5, 1e4, 1e8)],
        incomplete_beta=[
            [x, a, b, number(mpmath.betainc(mpf(a), mpf(b), 0, mpf(x), regularized=True))]
            for x in (1e-6, 0.1, 0.5, 0.9, 0.999)
            for a, b in ((0.5, 0.5), (1.0, 3.0), (2.5, 0.5), (10.0, 0.5), (30.0, 40.0), (500.0, 500.0), (0.5, 2000.0))
        ],
        incomplete_gamma=[
            [a, x, number(mpmath.gammainc(mpf(a), mpf(x), mpmath.inf, regularized=True))]
            for a in (0.5, 1.0, 2.5, 10.0, 100.0)
            for x in (1e-8, 0.1, 0.9, 1.0, 3.0, 10.0, 50.0, 120.0)
        ],
        chi_square_tail=[[x, v, number(mpmath.gammainc(mpf(v) / 2, mpf(x) / 2, mpmath.inf, regularized=True))] for v in (1, 2, 5) for x in (0.01, 0.5, 3.841458820694124, 20.0, 200.0)],
        student_t_tail=[[t, v, number(upper_t(mpf(t), mpf(v)))] for v in (1, 2, 4.5, 9, 30, 1000) for t in (-3.0, -0.2, 0.0, 0.01, 0.5, 1.0, 2.2, 5.0, 40.0)],
        student_t_quantile=[
            [p, v, number(t_quantile(mpf(p), v))]
            for v in (1, 2, 4, 9, 29, 671)
            for p in (1e-6, 0.005, 0.025, 0.25, 0.6, 0.9, 0.975, 0.995)
        ],
        binomial_cdf=[
            [k, n, p, number(sum(mpmath.binomial(n, i) * mpf(p) ** i * (1 - mpf(p)) ** (n - i) for i in range(k + 1)))]
            for n, p in ((1, 0.5), (10, 0.5), (37, 0.25), (1000, 0.5)) for k in sorted({0, n // 5, n // 2, n - 1, n})
        ],
    )


def statistics(path):
    import numpy
    import scipy
    from scipy import stats

    rng = numpy.random.default_rng(7)
    means = []
    for n in (2, 3, 5, 10, 40):
        for confidence in (0.8, 0.95, 0.99):
            values = rng.normal(0.8, 0.03, n)
            low, high = stats.t.interval(confidence, n - 1, loc=values.mean(), scale=stats.sem(values))
            means.append([values.tolist(), confidence, values.mean(), low, high])
    wilson = []
    for k, n in ((0, 10), (1, 1), (8, 10), (183, 210), (210, 210), (1, 100000)):
        for confidence in (0.5, 0.95, 0.999):
            ci = stats.binomtest(k, n).proportion_ci(confidence, method="wilson")
            wilson.append([k, n, confidence, ci.low, ci.high])
    mcnemar = []
    for b, c in ((1, 0), (5, 5), (3, 9), (10, 30), (100, 131)):
        mcnemar.append({
            "only_first": b, "only_second": c,
            "exact": stats.binomtest(b, b + c, 0.5).pvalue,
            "chi_square": stats.chi2.sf((b - c) ** 2 / (b + c), 1),
            "corrected": stats.chi2.sf((abs(b - c) - 1) ** 2 / (b + c), 1),
        })
    # Nadeau & Bengio's formula written out with scipy's t distribution.
    resampled = []
    for n, ratio in ((5, 0.25), (10, 1 / 9), (15, 210 / 462)):
        differences = rng.normal(0.01, 0.02, n)
        t = differences.mean() / numpy.sqrt((1 / n + ratio) * differences.var(ddof=1))
        resampled.append([differences.tolist(), ratio, t, 2 * stats.t.sf(abs(t), n - 1)])
    # All 2^n sign flips, so that no randomness is left.
    permutation = []
    for n in (3, 6, 10):
        first, second = rng.normal(0.75, 0.05, (2, n)).round(3)
        result = stats.permutation_test((first, second), lambda x, y: numpy.mean(x - y), permutation_type="samples", n_resamples=numpy.inf)
        permutation.append([first.tolist(), second.tolist(), result.statistic, result.pvalue])
    # scipy's bounds of a distribution of draws that is written down, so that no random numbers need to agree.
    bootstrap = []
    for confidence in (0.9, 0.95):
        for values in (rng.exponential(1, 12), rng.integers(0, 2, 20) * 1.0):
            drawn = stats.bootstrap((values,), numpy.mean, n_resamples=150, rng=rng)
            bounds = {
                method: list(
                    stats.bootstrap(
                        (values,), numpy.mean, n_resamples=0, bootstrap_result=drawn, confidence_level=confidence, method=method
                    ).confidence_interval
                )
                for method in ("percentile", "BCa")
            }
            bootstrap.append(dict(values=values, confidence=confidence, resampled=drawn.bootstrap_distribution, **bounds))
    # And many draws for the whole function, to be met within the error of the drawing.
    values = rng.exponential(1, 40)
    many = stats.bootstrap((values,), numpy.var, n_resamples=200_000, vectorized=True, batch=1000, rng=rng, method="BCa")
    bootstrap_many = dict(values=values, bounds=list(many.confidence_interval))
    write(path, {"scipy": scipy.__version__, "numpy": numpy.__version__},
          bootstrap=[plain(case) for case in bootstrap], bootstrap_many=plain(bootstrap_many),
          mean_interval=plain(means), wilson_interval=plain(wilson), mcnemar=mcnemar, corrected_resampled_t=plain(resampled),
          paired_permutation=plain(permutation))


def probabilities(path):
    import warnings

    import numpy
    import sklearn
    from sklearn import metrics, model_selection

    warnings.simplefilter("ignore")
    rng = numpy.random.default_rng(24)
    binary = []
    for n in (1, 2, 5, 30, 80):
        for digits in (1, 6):
            # One digit gives ties.
            y_true = rng.integers(0, 2, n)
            score = (rng.normal(0, 1, n) + y_true).round(digits)
            if n == 30:
                y_true[:] = digits == 1
            case = dict(y_true=y_true, score=score)
            for drop in (True, False):
                fpr, tpr, thresholds = metrics.roc_curve(y_true, score, pos_label=1, drop_intermediate=drop)
                case["dropped" if drop else "all"] = dict(fpr=fpr, tpr=tpr, thresholds=thresholds[1:])
            case["auc"] = metrics.roc_auc_score(y_true, score)
            binary.append(plain(case))
    many = []
    for n, k, absent in ((20, 3, 0), (60, 4, 0), (60, 5, 1), (50, 6, 0)):
        for digits in (1, 8):
            y_true = rng.integers(0, k - absent, n)
            y_true[: k - absent] = numpy.arange(k - absent)
            logits = rng.normal(0, 1, (n, k))
            logits[numpy.arange(n), y_true] += 1
            p = numpy.exp(logits)
            p /= p.sum(1, keepdims=True)
            p = p.round(digits)
            p[:, -1] = 1 - p[:, :-1].sum(1)
            p = p.clip(0)
            p /= p.sum(1, keepdims=True)
            labels = list(range(k))
            case = dict(y_true=y_true, p=p, labels=labels)
            for multi_class in ("ovr", "ovo"):
                for average in ("macro", "weighted"):
                    case[f"{multi_class}_{average}"] = float(metrics.roc_auc_score(y_true, p, multi_class=multi_class, average=average, labels=labels))
            case["log_loss"] = float(metrics.log_loss(y_true, p, labels=labels))
            case["log_loss_float32"] = float(metrics.log_loss(y_true, p.astype("float32"), labels=labels))
            case["top_k"] = [float(metrics.top_k_accuracy_score(y_true, p, k=i, labels=labels)) for i in range(1, k + 1)]
            many.append(plain(case))
    folds = []
    for n, names, splits in ((12, "abcd", 2), (40, "abcdefg", 3), (100, [3, 1, 10, 2, 7], 5), (30, "zyxw", 3)):
        groups = [names[i] for i in rng.integers(0, len(names), n)]
        x = numpy.zeros(n)
        case = dict(groups=groups, splits=splits)
        case["group_k_fold"] = [test for _, test in model_selection.GroupKFold(splits).split(x, groups=groups)]
        case["leave_one_group_out"] = [test for _, test in model_selection.LeaveOneGroupOut().split(x, groups=groups)]
        folds.append(plain(case))
    write(path, {"scikit-learn": sklearn.__version__, "numpy": numpy.__version__}, binary=binary, many=many, folds=folds)


if __name__ == "__main__":
    {"probabilities": probabilities, "reports": reports, "distributions": distributions, "statistics": statistics}[sys.argv[1]](sys.argv[2])
