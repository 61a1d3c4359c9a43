"""The store of projects: the only module that answers questions about projects and their money.

What every click asks for (counts and sums by area and filter) is answered from totals in memory; lists, free
text and the finer filters are asked of the backend, DuckDB or PostgreSQL, through Ibis. The store never changes and may
be shared by threads.

Where a filter names no region, the question is about every project in the dataset and about Sweden's
part of the money, each project once. Where it names one, it is about the projects that touch that
region: a project touches an area if a region it covers, its lead or one of its partners lies in it.
How money is attributed stands in :mod:`s3dash.data.money`.

Each kind of question has a module of its own: sums, joint projects, lists, organisations; all of them choose projects
in the way of :mod:`s3dash.data.store_selection`.
"""

from __future__ import annotations

from s3dash.data import backend as backends
from s3dash.data.backend import Backend
from s3dash.data.dataset import Dataset
from s3dash.data.project_filter import Level, Order, ProjectFilter
from s3dash.data.projects import Organisation, Participation, Project, ProjectRecord
from s3dash.data.store_joint import JointProjects, Reach
from s3dash.data.store_lists import ProjectLists
from s3dash.data.store_organisations import Organisations
from s3dash.data.store_sums import Funding, Group, ProjectSums

__all__ = [
    "Funding", "Group", "Level", "Order", "Organisation", "Participation", "Project", "ProjectFilter", "ProjectRecord",
    "ProjectStore", "Reach",
]  # fmt: skip


class ProjectStore(ProjectSums, JointProjects, ProjectLists, Organisations):
    """Answers to questions about the projects of a dataset.

    Parameters
    ----------
    dataset
        A loaded dataset.
    backend
        Where its projects lie; without one they are read from the dataset's own folder or CSV tables.
    """

    def __init__(self, dataset: Dataset, backend: Backend | None = None) -> None:
        super().__init__(dataset, backend or backends.of_dataset(dataset))
