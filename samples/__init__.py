"""Made-up applicants to try Postmatch with, and the script that makes their papers."""
