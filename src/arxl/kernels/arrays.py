"""The array types of the kernels. A name carries its unit: `_minor`, `_days`, `_date`, `_rate`, `_code`."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

Int64s = NDArray[np.int64]
Float64s = NDArray[np.float64]
Bools = NDArray[np.bool_]
Days = NDArray[np.datetime64]  # datetime64[D]; NaT where there is no date
Texts = NDArray[np.object_]  # str; "" where there is no text
AnyArray = NDArray[Any]
