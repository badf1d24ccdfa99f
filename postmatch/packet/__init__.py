"""Many documents, one PDF: plan the pages, draw the contents, assemble, read back, report.

plan = plan_packet(sources)                                        page numbers, nothing else
pdfs |= {CONTENTS_ID: draw_contents(plan, ...)} | draw_dividers(plan, ...)   what is drawn here
packet = assemble(plan, pdfs, metadata=..., stamp=...)             pypdf writes
checks = verify(packet, plan, pdfs, facts=..., stamp=..., workers=...)   pikepdf and PDFium read
report = packet_report(files=..., ...)                             every page and upload, once
"""

from postmatch.packet.assemble import PacketMetadata, assemble
from postmatch.packet.contents_page import draw_contents
from postmatch.packet.divider_sheets import draw_dividers
from postmatch.packet.explanation_page import draw_explanation
from postmatch.packet.file_name import packet_file_name
from postmatch.packet.plan import CONTENTS_ID, divider_id, explanation_title, plan_packet
from postmatch.packet.report import GeneratedFile, ReportedFile, packet_report
from postmatch.packet.report_sheet import draw_report_sheet
from postmatch.packet.stamp import Stamp
from postmatch.packet.verify import verify

__all__ = [
    "CONTENTS_ID",
    "GeneratedFile",
    "PacketMetadata",
    "ReportedFile",
    "Stamp",
    "assemble",
    "divider_id",
    "draw_contents",
    "draw_dividers",
    "draw_explanation",
    "draw_report_sheet",
    "explanation_title",
    "packet_file_name",
    "packet_report",
    "plan_packet",
    "verify",
]
