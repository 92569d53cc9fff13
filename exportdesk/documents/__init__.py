"""Papers as PDF. Callers import the module they need (`exportdesk.documents.screening_record`).

Nothing is imported here: reportlab and HarfBuzz take half a second to load, and a window that makes
no paper must not pay for them. Import such a module inside the job that makes the paper.
"""
