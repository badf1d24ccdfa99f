"""What keeps the built packet from being an archival PDF (PDF/A): listed per page, and nothing claimed."""

from __future__ import annotations

from postmatch.domain.packet import PageObstacles
from postmatch.domain.workspace import PacketRecord
from postmatch.usecases.tools import Blob, Tools


def packet_obstacles(
    record: PacketRecord, tools: Tools, *, blob: Blob
) -> tuple[tuple[str, tuple[PageObstacles, ...]], ...]:
    """File name and obstacles of each PDF of the packet; a page number of 0 speaks of the file as a whole.

    Raises ``ConversionFailed`` and ``StorageFailed``.
    """
    return tuple((file.file_name, tools.workers.archival_obstacles(blob(file.sha256))) for file in record.files)
