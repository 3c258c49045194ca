"""Pure: values and bytes in, value or refusal out. Imports nothing of the layers above."""
