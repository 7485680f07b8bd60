"""Pictures of values, one file each, found by `tertial.foundation.chart`."""
