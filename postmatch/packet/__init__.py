"""Many documents, one PDF: plan the pages, draw the contents, assemble, read back, report.

plan = plan_packet(sources)                                       page numbers, nothing else
pdfs["contents"] = draw_contents(plan, paper=..., applicant=...)  the one page that is drawn here
packet = assemble(plan, pdfs, metadata=PacketMetadata(...))       pypdf writes
checks = verify(packet, plan, pdfs, workers=...)                  pikepdf and pdfium read
packet_report(packet=packet, plan=plan, ...)                      every page and upload, once
"""

from postmatch.packet.assemble import PacketMetadata, assemble
from postmatch.packet.contents_page import draw_contents
from postmatch.packet.file_name import packet_file_name
from postmatch.packet.plan import CONTENTS_ID, plan_packet
from postmatch.packet.report import GeneratedFile, packet_report
from postmatch.packet.verify import verify

__all__ = [
    "CONTENTS_ID",
    "GeneratedFile",
    "PacketMetadata",
    "assemble",
    "draw_contents",
    "packet_file_name",
    "packet_report",
    "plan_packet",
    "verify",
]
