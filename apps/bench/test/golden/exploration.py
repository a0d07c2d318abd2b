"""Writes exploration.json: scipy's F ratios and scikit-learn's principal components of the values of baselines.json.

python exploration.py > exploration.json, with scikit-learn 1.9.1.
"""

import json
import pathlib

import numpy as np
import scipy
import sklearn
from scipy.stats import f_oneway
from sklearn.decomposition import PCA
from sklearn.preprocessing import StandardScaler

made = json.loads((pathlib.Path(__file__).parent / "baselines.json").read_text())
x, labels = np.array(made["train"]), np.array(made["trainLabels"])
ratios = [f_oneway(*[column[labels == label] for label in range(3)]).statistic for column in x.T]
pca = PCA(2).fit(StandardScaler().fit_transform(x))
signs = [np.sign(axis[np.argmax(np.abs(axis))]) for axis in pca.components_]
print(
    json.dumps(
        {
            "scipy": scipy.__version__,
            "sklearn": sklearn.__version__,
            "fRatios": ratios,
            "explained": pca.explained_variance_ratio_.tolist(),
            "points": (pca.transform(StandardScaler().fit_transform(x)) * signs).tolist(),
        }
    )
)
