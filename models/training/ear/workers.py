"""Data-parallel CPU training: one single-thread process per core; gradients live in one flat buffer per process, in
shared memory, and are summed over the processes once per step (two threads in one process give less than one)."""

from __future__ import annotations

import datetime
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Callable

import torch
import torch.distributed as dist
from torch import Tensor, nn

EXTRA = 4  # numbers that travel with the gradients


@dataclass
class Team:
    """Process `rank` of `size`; `folder` is where the buffers of all lie."""

    rank: int
    size: int
    folder: str = ""

    def gradients(self, parameters: list[nn.Parameter]) -> Tensor:
        """One buffer [sum of sizes + EXTRA]; every parameter's .grad becomes a view into it."""
        total = sum(p.numel() for p in parameters) + EXTRA
        if self.size > 1:
            self.buffers = [torch.from_file(f"{self.folder}/{r}", shared=True, size=total) for r in range(self.size)]
            flat = self.buffers[self.rank].zero_()
        else:
            flat = torch.zeros(total, device=parameters[0].device)
        at = 0
        for p in parameters:
            p.grad = flat[at : at + p.numel()].view_as(p)
            at += p.numel()
        return flat

    def sum(self) -> None:
        """Every buffer becomes the sum of all: each process adds up its share of the numbers, then takes the others'."""
        if self.size <= 1:
            return
        parts = [buffer.chunk(self.size) for buffer in self.buffers]
        mine = parts[self.rank]
        dist.barrier()
        for rank in range(self.size):
            if rank != self.rank:
                mine[self.rank].add_(parts[rank][self.rank])
        dist.barrier()
        for rank in range(self.size):
            if rank != self.rank:
                mine[rank].copy_(parts[rank][rank])
        dist.barrier()


def _member(rank: int, size: int, folder: str, work: Callable, args: tuple) -> None:
    torch.set_num_threads(1)
    # days, not minutes: the whole team may be stopped (SIGSTOP) for a while
    dist.init_process_group(
        "gloo", init_method=f"file://{folder}/meeting", rank=rank, world_size=size, timeout=datetime.timedelta(days=2)
    )
    try:
        work(Team(rank, size, folder), *args)
    finally:
        dist.destroy_process_group()


def together(size: int, work: Callable, *args) -> None:
    """Runs work(team, *args) in `size` processes; an error in one ends all."""
    if size <= 1:
        torch.set_num_threads(1 if not torch.cuda.is_available() else torch.get_num_threads())
        work(Team(0, 1), *args)
        return
    memory = Path("/dev/shm")
    with tempfile.TemporaryDirectory(dir=memory if memory.is_dir() else None) as folder:
        torch.multiprocessing.spawn(_member, (size, folder, work, args), nprocs=size, join=True)
