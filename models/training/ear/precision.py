"""Where and in which number format to compute: CUDA with bf16 (or fp16 and gradient scaling), CPU with bf16 where the
processor has bf16 instructions (twice fp32's speed on AVX512-BF16), else fp32. Master weights stay fp32."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from pathlib import Path

import torch


@dataclass
class Precision:
    device: torch.device
    dtype: torch.dtype | None  # None: fp32 throughout

    def autocast(self):
        if self.dtype is None:
            return contextlib.nullcontext()
        return torch.autocast(self.device.type, dtype=self.dtype)

    def scaler(self):
        """Gradient scaler: active for fp16 only, passes everything through otherwise."""
        active = self.dtype is torch.float16
        if hasattr(torch, "amp") and hasattr(torch.amp, "GradScaler"):
            return torch.amp.GradScaler(self.device.type, enabled=active)
        return torch.cuda.amp.GradScaler(enabled=active)

    def name(self) -> str:
        return f"{self.device.type} {str(self.dtype or torch.float32).replace('torch.', '')}"


def cpu_has_bf16() -> bool:
    try:
        flags = Path("/proc/cpuinfo").read_text(encoding="utf-8")
    except OSError:
        return False
    return "avx512_bf16" in flags or "amx_bf16" in flags


def best() -> Precision:
    if torch.cuda.is_available():
        return Precision(torch.device("cuda"), torch.bfloat16 if torch.cuda.is_bf16_supported() else torch.float16)
    return Precision(torch.device("cpu"), torch.bfloat16 if cpu_has_bf16() else None)
