"""The domain classifier: transparent rules that say which of the common taxonomy's domains a project belongs to."""

from s3dash.classify.classifier import Classifier, Decision, Label
from s3dash.classify.overrides import read_overrides

__all__ = ["Classifier", "Decision", "Label", "read_overrides"]
