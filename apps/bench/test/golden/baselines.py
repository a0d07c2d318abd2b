"""Writes baselines.json: what scikit-learn answers for made-up functionals of very different size.

python baselines.py > baselines.json, with scikit-learn 1.9.1 and numpy.
"""

import json

import numpy as np
import sklearn
from sklearn.neighbors import KNeighborsClassifier
from sklearn.preprocessing import StandardScaler
from sklearn.svm import SVC

random = np.random.default_rng(7)
width = 12
centres = random.normal(size=(3, width)) * 0.7
scale = 10.0 ** random.uniform(-2, 2, width)


def drawn(labels):
    values = (centres[labels] + random.normal(size=(len(labels), width))) * scale
    return np.array([[float(f"{value:.5g}") for value in row] for row in values])


train_labels = np.repeat([0, 1, 2], [40, 15, 8])
test_labels = np.repeat([0, 1, 2], 25)
train, test = drawn(train_labels), drawn(test_labels)
scaler = StandardScaler().fit(train)
x, asked = scaler.transform(train), scaler.transform(test)

models = {
    "rbf": SVC(kernel="rbf", C=1.0, gamma="scale"),
    "linear": SVC(kernel="linear", C=1.0),
    "rbf, C 10, gamma 0.2": SVC(kernel="rbf", C=10.0, gamma=0.2),
    "rbf, balanced": SVC(kernel="rbf", C=1.0, gamma="scale", class_weight="balanced"),
}
answers = {name: model.fit(x, train_labels).predict(asked).tolist() for name, model in models.items()}
knn = KNeighborsClassifier(n_neighbors=5).fit(x, train_labels)
print(
    json.dumps(
        {
            "sklearn": sklearn.__version__,
            "train": train.tolist(),
            "trainLabels": train_labels.tolist(),
            "test": test.tolist(),
            "testLabels": test_labels.tolist(),
            "answers": answers,
            "knn": knn.predict_proba(asked).tolist(),
        }
    )
)
